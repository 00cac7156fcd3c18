import { type Bar, type BarKind, isWait, type Look, worseOf } from './bar';

/** A bar as it is drawn; where several would cover the same pixels, it stands for all of them. */
export interface Segment {
  readonly x: number;
  readonly width: number;
  readonly look: Look;
  /** Of the worst of its bars. */
  readonly bar: Bar;
  readonly kind: BarKind;
  readonly count: number;
  /** `seq` of all of its bars. */
  readonly seqs: readonly number[];
}

export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** The narrowest bar that can be seen and clicked. */
const LEAST_WIDTH = 4;

export function xOf(at: number, { from, to, width }: Scale): number {
  return to > from ? ((at - from) / (to - from)) * width : 0;
}

/** The bars of one line from left to right; they never overlap. */
export function segmentsOf(bars: readonly Bar[], scale: Scale, now: number): Segment[] {
  const sorted = [...bars].sort((one, other) => one.start - other.start || one.seq - other.seq);
  const segments: Group[] = [];
  for (const bar of sorted) {
    const x = Math.min(xOf(bar.start, scale), scale.width - LEAST_WIDTH);
    const right = Math.max(xOf(bar.end ?? Math.max(now, bar.start), scale), x + LEAST_WIDTH);
    const last = segments.at(-1);
    if (last && x < last.right) extend(last, bar, right);
    else segments.push({ x, right, bar, look: bar.look, seqs: [bar.seq] });
  }
  return segments.map(({ x, right, bar, look, seqs }) => ({
    x,
    width: right - x,
    look,
    bar,
    kind: bar.kind,
    count: seqs.length,
    seqs,
  }));
}

interface Group {
  readonly x: number;
  right: number;
  bar: Bar;
  look: Look;
  readonly seqs: number[];
}

function extend(group: Group, bar: Bar, right: number): void {
  group.right = Math.max(group.right, right);
  const look = worseOf(group.look, bar.look);
  // A request says more than the wait beside it.
  if (look !== group.look || (isWait(group.bar) && !isWait(bar))) group.bar = bar;
  group.look = look;
  group.seqs.push(bar.seq);
}
