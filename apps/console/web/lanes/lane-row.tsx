import { isWait, type Look } from './bar';
import { type DrawnRow } from './drawing';
import { BAR, ROW } from './places';
import { type Segment } from './segments';
import { wordsOf } from './words';

interface Props {
  readonly drawn: DrawnRow;
  readonly y: number;
  /** Of the drawing. */
  readonly width: number;
  readonly selected?: number;
  readonly hrefOf: (seq: number) => string;
}

/** Pixels that a note takes. */
const NOTE_WIDTH = 80;
/** The narrowest bars that have room for a sign, and for a word. */
const SIGN_WIDTH = 14;
const WORD_WIDTH = 60;

/** What a bar shows beside its colour. */
const SIGNS: Readonly<Partial<Record<Look, string>>> = { failed: '✕', unknown: '?' };

export function LaneRow({ drawn, y, width, selected, hrefOf }: Props) {
  const top = y + (ROW - BAR) / 2;
  return (
    <g>
      {drawn.segments.map((segment) => (
        <SegmentBar
          key={segment.seqs[0]}
          segment={segment}
          top={top}
          label={`${drawn.row.label}: ${wordsOf(segment)}`}
          isSelected={selected !== undefined && segment.seqs.includes(selected)}
          href={hrefOf(segment.bar.seq)}
        />
      ))}
      <Note drawn={drawn} y={top + 11} width={width} />
    </g>
  );
}

/** Beside the last bar, or before the first where there is no room. */
function Note({ drawn: { segments, open, writtenOff }, y, width }: { drawn: DrawnRow; y: number; width: number }) {
  if (open + writtenOff === 0) return null;
  const text = open > 0 ? `! ${open === 1 ? 'left open' : `${open} left open`}` : 'written off';
  const left = segments[0]?.x ?? 0;
  const right = Math.max(left, ...segments.map((segment) => segment.x + segment.width));
  const hasRoom = right + NOTE_WIDTH < width || left < NOTE_WIDTH;
  return (
    <text
      class={`lane-note ${open > 0 ? 'bad' : ''}`}
      x={hasRoom ? right + 6 : left - 6}
      y={y}
      text-anchor={hasRoom ? 'start' : 'end'}
    >
      {text}
    </text>
  );
}

interface SegmentProps {
  readonly segment: Segment;
  readonly top: number;
  readonly label: string;
  readonly isSelected: boolean;
  readonly href: string;
}

function SegmentBar({ segment, top, label, isSelected, href }: SegmentProps) {
  const { x, width, look, kind } = segment;
  const height = heightOf(segment);
  return (
    <a href={href} aria-label={label} aria-current={isSelected || undefined}>
      <title>{label}</title>
      {/* What is thin can be hit as well. */}
      <rect class="hit" x={x} y={top} width={width} height={BAR} />
      <rect
        class={`bar ${kind} fill-${look} ${isSelected ? 'selected' : ''}`}
        x={x}
        y={top + (BAR - height) / 2}
        width={width}
        height={height}
        rx={Math.min(2, width / 2)}
        fill={look === 'unknown' ? 'url(#hatched)' : undefined}
      />
      {height === BAR && (
        <text class={`bar-sign ${look === 'unknown' ? 'on-hatch' : ''}`} x={x + width / 2} y={top + 11}>
          {signOf(segment)}
        </text>
      )}
    </a>
  );
}

/** Requests are the thickest, waits the thinnest. */
function heightOf({ bar, kind, look }: Segment): number {
  if (look === 'idle' || isWait(bar)) return 4;
  return kind.startsWith('state') ? 6 : BAR;
}

/** What fits into the bar. */
function signOf({ look, width, count, bar, kind }: Segment): string {
  const sign = SIGNS[look];
  if (sign) return width >= SIGN_WIDTH ? sign : '';
  if (width < WORD_WIDTH) return '';
  return count > 1 ? `${count} calls` : bar.settles ? 'settles' : kind;
}
