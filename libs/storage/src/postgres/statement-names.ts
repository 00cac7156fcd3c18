/** Bounds the prepared statements per connection; only texts that vary without end exceed it. */
const MOST = 500;
/** The result type of such a statement changes with the table, and a newer version may add columns at any time. */
const ALL_COLUMNS = /^select (distinct )?("\w+"\.)?\*|returning ("\w+"\.)?\*/i;

const names = new Map<string, string>();

/** The name of the prepared statement; undefined if preparing it is not worth it. */
export function statementName(sql: string, parameters: readonly unknown[]): string | undefined {
  if (parameters.length === 0) return undefined;
  const known = names.get(sql);
  if (known !== undefined || names.size >= MOST || ALL_COLUMNS.test(sql)) return known;
  const name = `s${names.size}`;
  names.set(sql, name);
  return name;
}
