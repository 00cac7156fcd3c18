import { type Drawing, type DrawnRow } from './drawing';
import { HEAD, ROW, topOf } from './places';

interface Props {
  readonly drawing: Drawing;
  readonly first: number;
  readonly last: number;
  readonly toggle: (key: string) => void;
}

/** The names of the lines; what is folded opens here. */
export function LaneLabels({ drawing, first, last, toggle }: Props) {
  return (
    <ul class="lane-labels" aria-label="Lines">
      {drawing.rows.slice(first, last).map((drawn, index) => (
        <li
          key={`${drawn.lane} ${drawn.row.key}`}
          style={{ top: `${HEAD + topOf(first + index, drawing)}px`, height: `${ROW}px` }}
        >
          <LaneLabel drawn={drawn} toggle={toggle} />
        </li>
      ))}
    </ul>
  );
}

function LaneLabel({ drawn: { row, lane }, toggle }: { drawn: DrawnRow; toggle: Props['toggle'] }) {
  const { fold, label } = row;
  const name = (
    <span title={label}>
      {lane === 'undo' && <span aria-label="undo of">↶ </span>}
      {label}
    </span>
  );
  if (!fold) return name;
  return (
    <button class="quiet" aria-expanded={fold.isOpen} onClick={() => toggle(fold.key)}>
      <span aria-hidden="true">{fold.isOpen ? '▾' : '▸'}</span> {name}
    </button>
  );
}
