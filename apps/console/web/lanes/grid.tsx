import { durationText } from '../parts/duration';
import { type Drawing } from './drawing';
import { AXIS, HEAD, topOf } from './places';
import { type Tick } from './ticks';

/** Pixels that a time of the axis takes. */
const TICK_TEXT = 64;

/** The axis, and what concerns the whole job. */
export function Grid({ drawing, ticks, height }: { drawing: Drawing; ticks: readonly Tick[]; height: number }) {
  const { rows, undoFrom, noReturn } = drawing;
  const bottom = height - AXIS;
  const border = HEAD + topOf(undoFrom, drawing) - 6;
  return (
    <g>
      {ticks.map(({ x, after }) => (
        <g key={after}>
          <line class="tick" x1={x} x2={x} y1={HEAD} y2={bottom} />
          {x < drawing.scale.width - TICK_TEXT && (
            <text class="tick-text" x={x + 3} y={bottom + 16}>
              {durationText(after)}
            </text>
          )}
        </g>
      ))}
      {rows.length > undoFrom && <line class="border" x1={0} x2="100%" y1={border} y2={border} />}
      <Moments drawing={drawing} bottom={bottom} />
      {noReturn && (
        <g>
          <title>{`${noReturn.task} cannot be undone: what was done up to here can only be undone as far as this`}</title>
          <line class="no-return" x1={noReturn.x} x2={noReturn.x} y1={HEAD - 6} y2={bottom} />
          <text class="moment-text unsure" x={noReturn.x + 4} y={12}>
            ⇥ point of no return
          </text>
        </g>
      )}
    </g>
  );
}

const SHOWN: ReadonlySet<string> = new Set(['stopping', 'paused', 'killed', 'rerun', 'signal']);
const SIGNS: Readonly<Record<string, string>> = { stopping: '↶', paused: '‖', killed: '■', rerun: '↻', signal: '⚑' };
/** Pixels that the text of a moment takes, as good as can be told. */
const PER_CHARACTER = 6.2;

function Moments({ drawing: { moments, scale }, bottom }: { drawing: Drawing; bottom: number }) {
  let free = 0;
  return (
    <g>
      {moments
        .filter(({ kind }) => SHOWN.has(kind))
        .map(({ seq, x, kind, text }) => {
          const words = `${SIGNS[kind]} ${text}`;
          const length = Math.min(words.length, 48) * PER_CHARACTER;
          const left = Math.max(0, Math.min(x + 4, scale.width - length));
          const hasRoom = left >= free;
          if (hasRoom) free = left + length + 8;
          return (
            <g key={seq} class={`moment ${kind}`}>
              <title>{text}</title>
              <line x1={x} x2={x} y1={HEAD - 6} y2={bottom} />
              {hasRoom && (
                <text class="moment-text" x={left} y={12}>
                  {words.length > 48 ? `${words.slice(0, 47)}…` : words}
                </text>
              )}
            </g>
          );
        })}
    </g>
  );
}
