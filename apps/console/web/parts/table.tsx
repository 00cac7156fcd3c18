import { type ComponentChildren } from 'preact';

type Column = string | { readonly name: string; readonly is: 'number' | 'hidden' };

interface Props {
  /** Hidden: for screen readers alone. */
  readonly columns: readonly Column[];
  /** Its rows. */
  readonly children: ComponentChildren;
}

/** A table that scrolls by itself where it is too wide, and shows a card for each row on a telephone. */
export const Table = ({ columns, children }: Props) => (
  <div class="scroll">
    <table class="cards">
      <thead>
        <tr>{columns.map(headOf)}</tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);

function headOf(column: Column) {
  const { name, is } = typeof column === 'string' ? { name: column, is: undefined } : column;
  return (
    <th key={name} scope="col" class={is === 'number' ? 'number' : undefined}>
      {is === 'hidden' ? <span class="hidden">{name}</span> : name}
    </th>
  );
}
