import { bearer, GuardedApp } from './support/guarded-apps';
import { ask, keyOf, PEOPLES_KEYS } from './support/people';

/** A request that is granted, once what it needs is there. */
interface Granted {
  readonly path: string;
  readonly body?: unknown;
}
type Prepare = () => Granted | Promise<Granted>;
type App = 'discovery' | 'shared-state' | 'job-control';

/** POST requests that change nothing, or nothing but a time. */
const NO_CHANGES: Record<App, readonly string[]> = {
  discovery: ['POST /renew'],
  'shared-state': [],
  'job-control': [
    'POST /jobs/validate',
    'POST /jobs/plan',
    'POST /jobs/:id/revert/plan',
    'POST /definitions/validate',
    'POST /definitions/:name/plan',
  ],
};

const NEVER = { tag: 'not-offered', input: {} };
const GATED = { steps: [{ name: 'gate', approval: true, tasks: [NEVER] }] };
const ENDS_AT_ONCE = { steps: [{ enabled: false, tasks: [NEVER] }] };
const SERVICE = { name: 'todo', url: 'http://127.0.0.1:9/todo' };

describe('every route that changes something', () => {
  const apps = {} as Record<App, GuardedApp>;
  beforeAll(async () => {
    apps['shared-state'] = await GuardedApp.start('shared-state', { AUTH_KEYS: PEOPLES_KEYS });
    const env = { AUTH_KEYS: PEOPLES_KEYS, SHARED_STATE_URL: apps['shared-state'].url };
    apps['job-control'] = await GuardedApp.start('job-control', env);
    apps.discovery = await GuardedApp.start('discovery', { AUTH_KEYS: PEOPLES_KEYS });
  });
  afterAll(async () => {
    for (const app of ['job-control', 'shared-state', 'discovery'] as const) await apps[app].stop();
  });

  const asRoot = async (app: App, route: string, body?: unknown) => {
    const { status, body: got } = await ask<Record<string, string>>(apps[app], 'root', route, body);
    if (status >= 400) throw new Error(`${route} responded with ${status}: ${JSON.stringify(got)}`);
    return got;
  };
  const submitted = async (document: unknown = GATED) => (await asRoot('job-control', 'POST /jobs', document)).jobId!;
  /** On a job to which the others were done before. */
  const onJob =
    (action: string, ...before: string[]): Prepare =>
    async () => {
      const id = await submitted();
      for (const earlier of before) await asRoot('job-control', `POST /jobs/${id}/${earlier}`, {});
      return { path: `/jobs/${id}/${action}`, body: { reason: 'why' } };
    };
  const document = async () => (await asRoot('shared-state', 'POST /state', { a: 1 })).id!;
  const service = async () => (await asRoot('discovery', 'POST /register', SERVICE)).registryID!;
  const defined = async () => {
    await asRoot('job-control', 'PUT /definitions/order', { job: GATED });
    return '/definitions/order';
  };
  const binding = async () => {
    const sourceRegistryID = await service();
    return { sourceRegistryID, targetRegistryID: sourceRegistryID };
  };
  const creation = (id: string) => ({
    ...{ command: 'create', resource: 'job', id, payload: ENDS_AT_ONCE },
    metadata: { requestId: `request-${id}` },
  });

  const ROUTES: Record<App, Record<string, Prepare>> = {
    discovery: {
      'POST /register': () => ({ path: '/register', body: SERVICE }),
      'POST /unregister': () => ({ path: '/unregister', body: { url: SERVICE.url } }),
      'POST /bind': async () => ({ path: '/bind', body: await binding() }),
      'POST /unbind': async () => {
        const { bindingID } = await asRoot('discovery', 'POST /bind', await binding());
        return { path: '/unbind', body: { bindingID } };
      },
      'DELETE /names/:name': async () => {
        await service();
        return { path: '/names/todo' };
      },
    },
    'shared-state': {
      'POST /state': () => ({ path: '/state', body: {} }),
      'POST /state/:id': async () => ({ path: `/state/${await document()}`, body: { b: 2 } }),
      'PATCH /state/:id': async () => ({
        path: `/state/${await document()}`,
        body: { op: 'add', path: '/b', value: 2 },
      }),
      'DELETE /state/:id': async () => ({ path: `/state/${await document()}` }),
    },
    'job-control': {
      'POST /jobs': () => ({ path: '/jobs', body: GATED }),
      'POST /run-job': () => ({ path: '/run-job', body: ENDS_AT_ONCE }),
      'POST /execute': () => ({ path: '/execute', body: creation('by-execute') }),
      'POST /repeat': () => ({ path: '/repeat', body: creation('by-repeat') }),
      'POST /revert': () => ({ path: '/revert', body: creation('by-revert') }),
      'POST /jobs/actions': async () => ({
        path: '/jobs/actions',
        body: { action: 'cancel', ids: [await submitted()], reason: 'why' },
      }),
      'POST /jobs/:id/cancel': onJob('cancel'),
      'POST /jobs/:id/kill': onJob('kill'),
      'POST /jobs/:id/pause': onJob('pause'),
      'POST /jobs/:id/continue': onJob('continue', 'pause'),
      'POST /jobs/:id/rerun': onJob('rerun', 'kill'),
      'POST /jobs/:id/revert': onJob('revert', 'kill'),
      'POST /jobs/:id/approve': onJob('approve'),
      'POST /jobs/:id/reject': onJob('reject'),
      'POST /jobs/:id/signals/:name': async () => {
        const id = await submitted({ steps: [{ waitFor: { signal: 'go', timeoutSeconds: 3_600 } }] });
        return { path: `/jobs/${id}/signals/go`, body: {} };
      },
      'PUT /definitions/:name': () => ({ path: '/definitions/order', body: { job: GATED } }),
      'DELETE /definitions/:name': async () => ({ path: await defined() }),
      'POST /definitions/:name/jobs': async () => ({ path: `${await defined()}/jobs`, body: { inputs: {} } }),
    },
  };

  const newest = async (app: App) => {
    const { body } = await ask<{ id: string }[]>(apps[app], 'auditor', 'GET /audit?limit=1');
    return body[0];
  };

  it('is known here', () => {
    for (const [app, routes] of Object.entries(ROUTES)) {
      const known = [...Object.keys(routes), ...NO_CHANGES[app as App]];
      const changing = apps[app as App].routes().filter((route) => !/^(GET|HEAD|OPTIONS) /.test(route));
      expect(changing.sort()).toEqual(known.sort());
    }
  });

  const cases = Object.entries(ROUTES).flatMap(([app, routes]) =>
    Object.entries(routes).map(([route, prepare]) => ({ app: app as App, route, prepare })),
  );

  it.each(cases)('$app audits $route: done, refused for its caller, and for want of one', async (one) => {
    const { app, route, prepare } = one;
    const [method] = route.split(' ') as [string];
    const { path, body } = await prepare();
    const send = async (headers: Record<string, string>) => {
      const all = { 'content-type': 'application/json', ...headers };
      return (await apps[app].ask(method, path, all, body === undefined ? undefined : JSON.stringify(body))).status;
    };
    expect(await send({})).toBe(401);
    expect(await newest(app)).toMatchObject({ outcome: 'refused', status: 401, code: 'unauthenticated' });
    expect(await send(bearer('csp_wrong.key'))).toBe(401);
    expect(await newest(app)).toMatchObject({ outcome: 'refused', status: 401, code: 'unauthenticated' });
    expect(await send(bearer(keyOf('auditor')))).toBe(403);
    expect(await newest(app)).toMatchObject({ by: 'auditor', outcome: 'refused', status: 403, code: 'forbidden' });
    const status = await send(bearer(keyOf('root')));
    expect(status).toBeLessThan(300);
    const entry = await newest(app);
    expect(entry).toMatchObject({ by: 'root', outcome: 'done', status, from: expect.any(String) });
    expect(entry).toHaveProperty('subject', expect.any(String));
  });
});
