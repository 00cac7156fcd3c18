import { TestPostgres } from '#storage/testing';
import { AppProcess } from './support/app-process';
import { runScript } from './support/script';

const APPS = ['discovery', 'shared-state', 'engine-service', 'job-control'];

describe('a database whose schema the apps may not change', () => {
  let server: TestPostgres;
  beforeAll(async () => (server = await TestPostgres.start()), 60_000);
  afterAll(() => server.stop());

  it('keeps them from starting, with the command to run, until that was run', async () => {
    const DATABASE_URL = await server.createDatabase();
    const env = { DATABASE_URL, DATABASE_MIGRATE: 'never' };
    const { code, stderr } = await AppProcess.spawn('shared-state', env).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^shared-state: The database is behind this version \(.+\): run npm run migrate\n$/);

    const { out, ...ended } = await runScript('migrate.sh', [], env);
    expect(ended).toEqual({ code: 0, err: '' });
    const lines = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { msg: string }).msg);
    expect(lines).toEqual(APPS.map((app) => `${app}: the database is up to date`));
    const app = AppProcess.spawn('shared-state', env);
    await app.url();
    expect((await app.kill('SIGTERM')).code).toBe(0);
  }, 120_000);

  it('is not looked for where none is configured', async () => {
    expect(await runScript('migrate.sh', [], {})).toMatchObject({
      code: 1,
      err: expect.stringContaining('DATABASE_URL'),
    });
  });
});
