import { type Drawing } from './drawing';
import { BAR, middleOf } from './places';

/** Lines from what was done to what undoes it. */
export function Joins({ drawing, first, last }: { drawing: Drawing; first: number; last: number }) {
  return (
    <g aria-hidden="true">
      {drawing.joins
        .filter(({ from, to }) => to.row >= first && from.row <= last)
        .map(({ from, to }) => {
          const top = middleOf(from.row, drawing) + BAR / 2;
          const bottom = middleOf(to.row, drawing) - BAR / 2;
          const bend = Math.min(40, (bottom - top) / 2);
          return (
            <path
              key={`${from.row}:${from.x} ${to.row}:${to.x}`}
              class="join"
              marker-end="url(#arrow)"
              d={`M${from.x} ${top}C${from.x} ${top + bend} ${to.x} ${bottom - bend} ${to.x} ${bottom - 1}`}
            />
          );
        })}
    </g>
  );
}
