import { setTimeout as pause } from 'node:timers/promises';
import { TestPostgres } from '#storage/testing';
import { ask } from '../../support/http';
import { until } from '../../support/until';
import { AppProcess } from './app-process';

const APPS = ['discovery', 'shared-state', 'engine-service', 'job-control'];

/** The built apps on a PostgreSQL that is stopped for a while and started again. */
export function describeOutage(what: string, awayMs: number): void {
  describe(`apps whose database is away ${what}`, () => {
    let server: TestPostgres;
    let urls: Record<string, string>;
    const apps: AppProcess[] = [];

    const spawn = async (app: string, env: Record<string, string>) => {
      const started = AppProcess.spawn(app, env);
      apps.push(started);
      return [app, await started.url()] as const;
    };

    beforeAll(async () => {
      server = await TestPostgres.start();
      const DATABASE_URL = await server.createDatabase();
      const [, DISCOVERY_URL] = await spawn('discovery', { DATABASE_URL });
      const env = { DATABASE_URL, DISCOVERY_URL, DESIGN: 'examples/designs/todo.json' };
      urls = Object.fromEntries(await Promise.all(APPS.slice(1).map((app) => spawn(app, env))));
      urls.discovery = DISCOVERY_URL;
    }, 120_000);
    afterAll(async () => {
      await Promise.all(apps.map((app) => app.kill('SIGKILL')));
      await server.stop();
    });

    const writes = (): [url: string, body: object][] => [
      [`${urls.discovery}/register`, { name: 'x', url: 'http://127.0.0.1:9' }],
      [`${urls['shared-state']}/state`, { n: 1 }],
      [`${urls['engine-service']}/execute`, { command: 'create', resource: 'todo', payload: { title: 't' } }],
      [`${urls['job-control']}/jobs`, { steps: [{ tasks: [{ tag: 'todo', input: {} }] }] }],
    ];

    it('live on, say so with 503 and Retry-After, lose nothing they confirmed, and work when it is back', async () => {
      await ask(`${urls['shared-state']}/state`, { body: { id: 'kept', n: 1 } });
      for (const [url, body] of writes()) expect((await ask(url, { body })).status).toBeLessThan(300);

      await server.shutDown();
      for (const [url, body] of writes()) {
        const response = await ask<{ code: string }>(url, { body });
        expect([url, response.status, response.type]).toEqual([url, 503, 'application/problem+json']);
        expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      }
      await pause(awayMs);
      for (const url of Object.values(urls)) {
        expect((await ask(`${url}/ping`)).status).toBe(200);
        expect((await ask(`${url}/health`)).status).toBe(503);
      }

      await server.startAgain();
      for (const [url, body] of writes())
        await until(async () => (await ask(url, { body })).status < 300, { what: url, seen: () => '', within: 30_000 });
      expect((await ask(`${urls['shared-state']}/state/kept`)).body).toEqual({ n: 1 });
      for (const url of Object.values(urls)) expect((await ask(`${url}/health`)).status).toBe(200);
    }, 180_000);
  });
}
