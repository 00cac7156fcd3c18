import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestPostgres } from './test-postgres';

/** The options of a new, unused database. */
export interface EmptyDatabase {
  dataDir: string;
  databaseUrl?: string;
}

/**
 * Runs the same tests on SQLite and on a real PostgreSQL; `fresh` gives each test as many empty databases as it needs.
 */
export function onEveryDatabase(what: string, suite: (fresh: () => Promise<EmptyDatabase>) => void): void {
  describe(`${what}, on SQLite`, () => {
    const directories = temporaryDirectories();
    suite(async () => ({ dataDir: await directories() }));
  });

  describe(`${what}, on PostgreSQL`, () => {
    const directories = temporaryDirectories();
    let server: TestPostgres;
    beforeAll(async () => (server = await TestPostgres.start()));
    afterAll(() => server.stop());
    suite(async () => ({ dataDir: await directories(), databaseUrl: await server.createDatabase() }));
  });
}

function temporaryDirectories(): () => Promise<string> {
  const made: string[] = [];
  afterAll(() => Promise.all(made.map((directory) => rm(directory, { recursive: true, force: true }))));
  return async () => {
    const directory = await mkdtemp(join(tmpdir(), 'database-'));
    made.push(directory);
    return directory;
  };
}
