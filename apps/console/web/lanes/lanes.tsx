import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { durationText } from '../parts/duration';
import { draw, type Drawing } from './drawing';
import { Grid } from './grid';
import { Joins } from './joins';
import { LaneLabels } from './lane-labels';
import { LaneRow } from './lane-row';
import { Legend } from './legend';
import { AXIS, HEAD, ROW, topOf } from './places';
import { rowsOf } from './rows';
import { ticksOf } from './ticks';
import { type Timeline } from './timeline';

interface Props {
  readonly timeline: Timeline;
  /** Counts up when the timeline has gone on. */
  readonly round: number;
  readonly now: number;
  readonly irreversible: ReadonlySet<string>;
  /** `seq` of the bar that is looked at. */
  readonly selected?: number;
  readonly hrefOf: (seq: number) => string;
}

const ZOOMS = [1, 2, 4, 8, 16, 32, 64] as const;
/** Lines above and below what is seen that are drawn too. */
const BEYOND = 10;

export function Lanes({ timeline, round, now, irreversible, selected, hrefOf }: Props) {
  const query = useSignal('');
  const toggled = useSignal<ReadonlySet<string>>(new Set());
  const zoom = useSignal(0);
  const view = useSignal({ width: 600, height: 400, top: 0 });
  const area = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => watchSize(area.current!, (size) => (view.value = { ...view.peek(), ...size })), []);

  const width = view.value.width * ZOOMS[zoom.value]!;
  const rows = useMemo(
    () => rowsOf(timeline, { toggled: toggled.value, query: query.value }),
    [timeline, round, toggled.value, query.value],
  );
  const drawing = draw(timeline, rows, { width, now, irreversible });
  const height = HEAD + topOf(drawing.rows.length, drawing) + AXIS;
  const first = Math.max(0, Math.floor((view.value.top - HEAD) / ROW) - BEYOND);
  const last = Math.ceil((view.value.top + view.value.height) / ROW) + BEYOND;
  const toggle = (key: string): void => {
    const changed = new Set(toggled.value);
    if (!changed.delete(key)) changed.add(key);
    toggled.value = changed;
  };
  return (
    <section class="panel lanes" aria-labelledby="lanes-title">
      <header>
        <h2 id="lanes-title">What happened</h2>
        <Legend />
        <LaneTools query={query} zoom={zoom} />
      </header>
      <div
        class="lane-scroll"
        onScroll={(event) => (view.value = { ...view.peek(), top: event.currentTarget.scrollTop })}
      >
        <div class="lane-body" style={{ height: `${height}px` }}>
          <LaneLabels drawing={drawing} first={first} last={last} toggle={toggle} />
          <div class="lane-area" ref={area} tabIndex={0} role="group" aria-label="Time axis">
            <svg width={width} height={height} role="group" aria-label={summaryOf(drawing)} onKeyDown={moveAmongBars}>
              <Patterns />
              <Grid drawing={drawing} ticks={ticksOf(drawing.scale)} height={height} />
              <Joins drawing={drawing} first={first} last={last} />
              {drawing.rows.slice(first, last).map((drawn, index) => (
                <LaneRow
                  key={`${drawn.lane} ${drawn.row.key}`}
                  drawn={drawn}
                  y={HEAD + topOf(first + index, drawing)}
                  width={width}
                  selected={selected}
                  hrefOf={hrefOf}
                />
              ))}
            </svg>
          </div>
        </div>
      </div>
    </section>
  );
}

function LaneTools({ query, zoom }: { query: { value: string }; zoom: { value: number } }) {
  return (
    <div class="buttons end">
      <input
        type="search"
        aria-label="Find calls by name or error"
        placeholder="Find calls"
        value={query.value}
        onInput={(event) => (query.value = event.currentTarget.value)}
      />
      <button aria-label="Zoom out" disabled={zoom.value === 0} onClick={() => zoom.value--}>
        −
      </button>
      <button aria-label="Zoom in" disabled={zoom.value === ZOOMS.length - 1} onClick={() => zoom.value++}>
        +
      </button>
    </div>
  );
}

/** Unknown outcomes and waits can be told by their pattern. */
const Patterns = () => (
  <defs>
    <pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect class="fill-unknown" width="6" height="6" />
      <rect class="hatch" width="2.5" height="6" />
    </pattern>
    <marker id="arrow" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="6" markerHeight="6" orient="auto-start-reverse">
      <path class="arrow" d="M0 0 6 3 0 6z" />
    </marker>
  </defs>
);

function summaryOf({ rows, undoFrom, scale }: Drawing): string {
  const undone = rows.length - undoFrom;
  const span = durationText(scale.to - scale.from);
  return `${undoFrom} lines forward${undone > 0 ? `, ${undone} lines of undo below` : ''}, over ${span}`;
}

/** The arrow keys go from bar to bar. */
function moveAmongBars(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const bars = [...(event.currentTarget as SVGElement).querySelectorAll<SVGAElement>('a')];
  const next = bars[bars.indexOf(document.activeElement as SVGAElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function watchSize(element: HTMLElement, tell: (size: { width: number; height: number }) => void): () => void {
  const measure = (): void =>
    tell({ width: Math.max(200, element.clientWidth - 12), height: element.closest('.lane-scroll')!.clientHeight });
  const observer = new ResizeObserver(measure);
  observer.observe(element);
  measure();
  return () => observer.disconnect();
}
