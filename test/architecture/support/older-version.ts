import { type Kysely, sql } from 'kysely';
import type { Database } from '#storage';

interface Table {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly isNumber: boolean }[];
}

/** The version before the last migration of an app, which knows the tables as they were then. */
export class OlderVersion {
  private rows = 0;

  private constructor(
    private readonly db: Kysely<unknown>,
    private readonly tables: readonly Table[],
  ) {}

  /** A database that holds nothing but the tables of one app. */
  static async on({ db }: Database<unknown>): Promise<OlderVersion> {
    const tables = (await db.introspection.getTables()).map(({ name, columns }) => ({
      name,
      columns: columns.map((column) => ({ name: column.name, isNumber: /int/i.test(column.dataType) })),
    }));
    return new OlderVersion(db, tables);
  }

  /** Writes a row into every table, changes it, and reads it back; a version that knows no more does nothing else. */
  async work(): Promise<void> {
    const row = ++this.rows;
    for (const { name, columns } of this.tables) {
      const table = sql.table(name);
      const names = sql.join(columns.map((column) => sql.ref(column.name)));
      const values = columns.map(({ isNumber }) => (isNumber ? row + 1_000 : `row ${row}`));
      await sql`insert into ${table} (${names}) values (${sql.join(values)})`.execute(this.db);
      for (const [n, column] of columns.entries()) {
        const is = sql`${sql.ref(column.name)} = ${values[n]}`;
        await sql`update ${table} set ${is} where ${is}`.execute(this.db);
      }
      const { rows } = await sql<object>`select ${names} from ${table}`.execute(this.db);
      const written = Object.fromEntries(columns.map((column, n) => [column.name, values[n]]));
      expect(rows).toContainEqual(written);
    }
  }

  /** How many of the rows it wrote are there. */
  async count(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { name } of this.tables) {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(this.db);
      counts[name] = Number(rows[0]?.n);
    }
    return counts;
  }
}
