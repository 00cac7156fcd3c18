/** Longer texts are cut: a page that shows megabytes stands still. */
const SHOWN = 100_000;

/** A JSON value as text: what a service says is never taken for markup. */
export function Json({ value, label }: { value: unknown; label: string }) {
  const text = JSON.stringify(value, null, 2) ?? 'nothing';
  return (
    <pre class="json" tabIndex={0} aria-label={label}>
      {text.length > SHOWN ? `${text.slice(0, SHOWN)}\n… ${text.length - SHOWN} more characters` : text}
    </pre>
  );
}
