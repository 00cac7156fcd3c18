import { Client } from 'pg';

/** Holds what stands in for the database's own clock. */
const SCHEMA = 'virtual';

/**
 * Makes a database tell virtual time. Clients that connect by `url` and call `clock_timestamp()` find this one, because
 * PostgreSQL's own functions come last in the search path there.
 */
export class DatabaseClock {
  private now = 0;

  private constructor(
    private readonly client: Client,
    readonly url: string,
  ) {}

  /** `appSchema`: where the app keeps its tables. */
  static async in(databaseUrl: string, appSchema: string): Promise<DatabaseClock> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(`
      create schema ${SCHEMA};
      create table ${SCHEMA}.now (ms bigint not null);
      insert into ${SCHEMA}.now values (0);
      create function ${SCHEMA}.clock_timestamp() returns timestamptz language sql volatile
        as $$ select to_timestamp(ms / 1000.0) from ${SCHEMA}.now $$`);
    const url = new URL(databaseUrl);
    url.searchParams.set('options', `-c search_path=${appSchema},${SCHEMA},pg_catalog -c synchronous_commit=on`);
    return new DatabaseClock(client, url.href);
  }

  async set(now: number): Promise<void> {
    if (now === this.now) return;
    await this.client.query(`update ${SCHEMA}.now set ms = $1`, [now]);
    this.now = now;
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
