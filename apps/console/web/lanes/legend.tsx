const SHOWN = [
  ['done', 'done'],
  ['running', 'under way'],
  ['failed', 'failed'],
  ['unknown', 'outcome unknown'],
  ['idle', 'waits'],
] as const;

/** What the bars mean. */
export const Legend = () => (
  <ul class="legend" aria-label="Legend">
    {SHOWN.map(([look, text]) => (
      <li key={look}>
        <svg width="18" height="12" aria-hidden="true">
          <rect
            class={`bar fill-${look}`}
            width="18"
            height={look === 'idle' ? 4 : 12}
            y={look === 'idle' ? 4 : 0}
            rx="2"
            fill={look === 'unknown' ? 'url(#hatched)' : undefined}
          />
        </svg>
        {text}
      </li>
    ))}
  </ul>
);
