import { type Lane } from './bar';
import { type Row } from './rows';
import { type Scale, type Segment, segmentsOf, xOf } from './segments';
import { type Moment, type Timeline } from './timeline';

export interface DrawnRow {
  readonly row: Row;
  readonly lane: Lane;
  readonly segments: readonly Segment[];
  /** What is left open, or was written off, in this line. */
  readonly open: number;
  readonly writtenOff: number;
}

/** From a call to what undoes it: places of both lines and segments. */
export interface Join {
  readonly from: { readonly row: number; readonly x: number };
  readonly to: { readonly row: number; readonly x: number };
}

export interface Drawing {
  readonly scale: Scale;
  /** Forward as the steps come, then the undo as it runs back under them. */
  readonly rows: readonly DrawnRow[];
  readonly undoFrom: number;
  readonly joins: readonly Join[];
  readonly moments: readonly (Moment & { readonly x: number })[];
  /** Where the first call that cannot be undone began; absent where there is none. */
  readonly noReturn?: { readonly x: number; readonly task: string };
}

export interface DrawingOptions {
  readonly width: number;
  readonly now: number;
  /** Addresses of calls that could not be undone. */
  readonly irreversible: ReadonlySet<string>;
}

export function draw(timeline: Timeline, rows: readonly Row[], options: DrawingOptions): Drawing {
  const now = timeline.isRunning ? Math.max(options.now, timeline.last) : timeline.last;
  const from = timeline.first ?? now;
  const scale: Scale = { from, to: Math.max(now, from + 1), width: options.width };
  const forward = rows.map((row) => drawRow(row, 'forward', scale, now));
  const undo = rows
    .map((row) => drawRow(row, 'undo', scale, now))
    .filter(({ segments, open, writtenOff }) => segments.length > 0 || open > 0 || writtenOff > 0)
    .reverse();
  return {
    scale,
    rows: [...forward, ...undo],
    undoFrom: forward.length,
    joins: joinsOf(forward, undo),
    moments: timeline.moments.map((moment) => ({ ...moment, x: xOf(moment.at, scale) })),
    noReturn: noReturnOf(rows, options.irreversible, scale),
  };
}

function drawRow(row: Row, lane: Lane, scale: Scale, now: number): DrawnRow {
  const bars = row.tracks.flatMap((track) => track.barsOf(lane));
  const ends = (end: string): number =>
    lane === 'undo' ? row.tracks.reduce((sum, { undoEnd }) => sum + (undoEnd === end ? 1 : 0), 0) : 0;
  return { row, lane, segments: segmentsOf(bars, scale, now), open: ends('open'), writtenOff: ends('written-off') };
}

/** Each undo is joined to the one call that it undoes; what is drawn as one is joined once. */
function joinsOf(forward: readonly DrawnRow[], undo: readonly DrawnRow[]): Join[] {
  const rowOf = new Map(forward.map(({ row }, index) => [row.key, index]));
  return undo.flatMap((drawn, index) => {
    const place = rowOf.get(drawn.row.key);
    if (place === undefined) return [];
    const undone = undoneBy(drawn.row);
    const drawnAlready = new Set<string>();
    return drawn.segments.flatMap((segment) =>
      segment.seqs.flatMap((seq): Join[] => {
        const call = undone.get(seq);
        const origin =
          call === undefined ? undefined : forward[place]!.segments.find(({ seqs }) => seqs.includes(call));
        if (!origin || drawnAlready.has(`${origin.x}:${segment.x}`)) return [];
        drawnAlready.add(`${origin.x}:${segment.x}`);
        return [
          {
            from: { row: place, x: origin.x + origin.width / 2 },
            to: { row: forward.length + index, x: segment.x + segment.width / 2 },
          },
        ];
      }),
    );
  });
}

/** Which call each undo of a line undoes. Of the attempts of one revert the first is joined. */
function undoneBy({ tracks }: Row): Map<number, number> {
  const pairs = new Map<number, number>();
  for (const { undo } of tracks) {
    const seen = new Set<number>();
    for (const { seq, undoes } of undo) {
      if (undoes === undefined || seen.has(undoes)) continue;
      seen.add(undoes);
      pairs.set(seq, undoes);
    }
  }
  return pairs;
}

function noReturnOf(rows: readonly Row[], irreversible: ReadonlySet<string>, scale: Scale): Drawing['noReturn'] {
  if (irreversible.size === 0) return undefined;
  const calls = rows.flatMap(({ tracks }) => tracks).filter(({ address }) => irreversible.has(address));
  const [first] = calls
    .flatMap(({ address, forward }) => forward.slice(0, 1).map(({ start }) => ({ address, start })))
    .sort((one, other) => one.start - other.start);
  return first && { x: xOf(first.start, scale), task: first.address };
}
