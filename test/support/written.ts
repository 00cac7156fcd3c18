import { Client } from 'pg';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Written {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Every file below a directory, as bytes. */
export function filesIn(directory: string): Written[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return { path, bytes: readFileSync(path) };
    });
}

interface Table {
  readonly schema: string;
  readonly name: string;
}

/** Every row of a PostgreSQL database, as text, by table. */
export async function rowsIn(connectionString: string): Promise<Written[]> {
  const database = new Client({ connectionString });
  await database.connect();
  try {
    const { rows: tables } = await database.query<Table>(
      `select schemaname as schema, tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const read = async ({ schema, name }: Table): Promise<Written> => {
      const { rows } = await database.query<{ text: string }>(`select t::text as text from "${schema}"."${name}" t`);
      return { path: `${schema}.${name}`, bytes: Buffer.from(rows.map(({ text }) => text).join('\n')) };
    };
    const written: Written[] = [];
    for (const table of tables) written.push(await read(table));
    return written;
  } finally {
    await database.end();
  }
}

/** Under which name, if any, a value can be found in what was written: as it is, or in one of its usual spellings. */
export function findIn(written: Buffer | string, value: string): string | null {
  const text = Buffer.from(written).toString('latin1');
  const latin = (plain: string): string => Buffer.from(plain).toString('latin1');
  const json = JSON.stringify(value).slice(1, -1);
  const spellings: Record<string, string> = {
    'as it is': latin(value),
    'JSON in JSON': latin(JSON.stringify(json).slice(1, -1)),
    JSON: latin(json),
    'percent-encoded': encodeURIComponent(value),
    'in hexadecimal': Buffer.from(value).toString('hex'),
    // Whatever stands before and after it in the text that was encoded, these characters are the same.
    'in base64': Buffer.from(value.slice(0, -2)).toString('base64').slice(0, -4),
    'in base64, behind one byte': Buffer.from(`:${value}`).toString('base64').slice(2, -4),
    'in base64, behind two': Buffer.from(`::${value}`).toString('base64').slice(4, -4),
  };
  const found = Object.entries(spellings).find(([, spelling]) => text.includes(spelling));
  return found?.[0] ?? null;
}
