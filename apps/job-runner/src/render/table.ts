import { escapeControls } from '#contract/pure';

const GAP = '  ';
/** A column is cut no further: less says nothing. */
const NARROWEST = 8;
/** Characters that take two columns of a terminal. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/gu;

/**
 * Rows in columns, each as wide as its widest cell; the first row is the heading. Where that is wider than the terminal,
 * the widest columns are cut, but never the first, which names the row.
 */
export function table(rows: readonly (readonly string[])[], columns = Infinity): string[] {
  const shown = rows.map((row) => row.map(escapeControls));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...shown.map((row) => widthOf(row[column] ?? ''))));
  const fitted = fit(widths, columns - GAP.length * (widths.length - 1));
  return shown.map((row) =>
    row
      .map((cell, column) => padded(cut(cell, fitted[column] ?? 0), fitted[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

/** Takes from the widest, one after another, until all fit or none can give more. */
function fit(widths: readonly number[], room: number): number[] {
  const fitted = [...widths];
  const sum = () => fitted.reduce((total, width) => total + width, 0);
  while (sum() > room) {
    const widest = fitted.reduce(
      (best, width, column) => (column > 0 && width > (fitted[best] ?? 0) ? column : best),
      1,
    );
    const width = fitted[widest] ?? 0;
    if (width <= NARROWEST) break;
    fitted[widest] = width - 1;
  }
  return fitted;
}

function cut(cell: string, width: number): string {
  if (widthOf(cell) <= width) return cell;
  let kept = '';
  for (const character of cell) {
    if (widthOf(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

function padded(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - widthOf(cell)));
}

function widthOf(text: string): number {
  return [...text].length + (text.match(WIDE)?.length ?? 0);
}
