import { escapeControls } from '#contract/pure';

const GAP = '  ';
/** The narrowest column: less is useless. */
const NARROWEST = 8;
/** The narrowest first column, which names the row: an id stays whole. */
const NARROWEST_FIRST = 36;
/** Characters that are two columns wide in a terminal. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/gu;

/**
 * Rows in columns, each as wide as its widest cell; the first row is the heading. If that is wider than the terminal,
 * the widest columns are cut, the first one last; columns that still do not fit are dropped from the right.
 */
export function table(rows: readonly (readonly string[])[], columns = Infinity): string[] {
  const shown = rows.map((row) => row.map(escapeControls));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...shown.map((row) => widthOf(row[column] ?? ''))));
  const fitted = fit(widths, columns);
  return shown.map((row) =>
    fitted
      .map((width, column) => padded(cut(row[column] ?? '', width), width))
      .join(GAP)
      .trimEnd(),
  );
}

function fit(widths: readonly number[], columns: number): number[] {
  const least = widths.map((width, column) => Math.min(width, column === 0 ? NARROWEST_FIRST : NARROWEST));
  const fitted = [...widths];
  while (fitted.length > 1 && total(least.slice(0, fitted.length)) > columns) fitted.pop();
  if (fitted.length === 1) return [Math.min(fitted[0] ?? 0, columns)];
  while (total(fitted) > columns) {
    const givers = fitted.map((width, column) => (column > 0 && width > (least[column] ?? 0) ? width : 0));
    const widest = givers.indexOf(Math.max(...givers));
    fitted[widest] = (fitted[widest] ?? 0) - 1;
  }
  return fitted;
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1));
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
