/** Bounds what the server keeps per connection; only where texts vary without end are there more. */
const MOST = 500;
/** What such a statement answers changes with the table, which a newer version may add to at any time. */
const ALL_COLUMNS = /^select (distinct )?("\w+"\.)?\*|returning ("\w+"\.)?\*/i;

const names = new Map<string, string>();

/** Under what name the server keeps a statement prepared; undefined where it is not worth it. */
export function statementName(sql: string, parameters: readonly unknown[]): string | undefined {
  if (parameters.length === 0) return undefined;
  const known = names.get(sql);
  if (known !== undefined || names.size >= MOST || ALL_COLUMNS.test(sql)) return known;
  const name = `s${names.size}`;
  names.set(sql, name);
  return name;
}
