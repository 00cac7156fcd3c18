import { createHash, createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from '../support/http';
import { JobControl, tasksOf } from '../support/job-control';
import { ModelService, type Received } from '../support/model-service';
import { Platform } from './support/platform';

const ENGINE = 'dist/engine-service.js';

interface Directory {
  keys: (JsonWebKey & { kid: string })[];
}

/** RFC 9421 once more, by hand, as another team would write it. */
function isSigned({ verb, headers, body }: Received, authority: string, { keys }: Directory): boolean {
  const input = String(headers['signature-input']).replace(/^call=/, '');
  const covered = [...(/^\(([^)]*)\)/.exec(input)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(([, name]) => name!);
  const derived: Record<string, string> = {
    '@method': 'POST',
    '@authority': authority,
    '@path': `/${verb}`,
    '@query': '?',
  };
  const lines = covered.map((name) => `"${name}": ${derived[name] ?? String(headers[name])}`);
  const base = [...lines, `"@signature-params": ${input}`].join('\n');
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('base64');
  const jwk = keys.find(({ kid }) => input.includes(`keyid="${kid}"`));
  const signature = Buffer.from(/^call=:(.*):$/.exec(String(headers.signature))?.[1] ?? '', 'base64');
  return (
    covered.includes('content-digest') &&
    headers['content-digest'] === `sha-256=:${digest}:` &&
    jwk !== undefined &&
    verify(null, Buffer.from(base), createPublicKey({ key: jwk, format: 'jwk' }), signature)
  );
}

describe('signed calls', () => {
  let platform: Platform;
  let jobs: JobControl;
  let engine: string;

  beforeAll(async () => {
    platform = await Platform.start([]);
    jobs = new JobControl(platform.env.JOB_CONTROL_URL!);
    engine = await platform.service(ENGINE, { DESIGN: 'examples/designs/todo.json', CALL_SIGNATURES: 'required' });
  });
  afterAll(() => platform.stop());

  const directory = () => ask<Directory>(`${jobs.url}/.well-known/http-message-signatures-directory`);
  const message = { command: 'create', resource: 'todo', id: 't1', payload: { title: 'Buy milk' } };

  it('are accepted by an engine that requires them, forward and back, and no others are', async () => {
    const create = { name: 'create', tag: 'todo', input: message };
    const read = { name: 'read', tag: 'todo', input: { command: 'read', resource: 'todo', id: 'missing' } };
    const job = await jobs.run({
      steps: [
        { name: 'a', tasks: [create] },
        { name: 'b', tasks: [read] },
      ],
    });
    expect(job).toMatchObject({ status: 'failed', openEffects: [] });
    expect(tasksOf(job)).toMatchObject({
      'a/create': { state: 'succeeded', undo: { state: 'acknowledged' } },
      'b/read': { error: { code: 'refused', status: 404 } },
    });
    const direct = await ask<{ code: string }>(`${engine}/execute`, { body: message });
    expect([direct.status, direct.body.code]).toEqual([401, 'signature-refused']);
  });

  it('can be verified with the published keys; each attempt is signed anew', async () => {
    const service = await ModelService.start();
    await service.register(platform.env.DISCOVERY_URL!);
    service.script('execute', { status: 503 }).script('repeat', { status: 503 });
    const task = { tag: service.tag, input: { key: 'k' }, retry: { initialIntervalMs: 10 } };
    const job = await jobs.run({ steps: [{ tasks: [task] }] });
    expect(job.status).toBe('completed');
    const keys = (await directory()).body;
    expect(service.received.map(({ verb }) => verb)).toEqual(['execute', 'repeat', 'repeat']);
    expect(service.received.map((call) => isSigned(call, new URL(service.url).host, keys))).toEqual([true, true, true]);
    expect(new Set(service.received.map(({ headers }) => headers.signature)).size).toBe(3);
    const [execute] = service.received;
    expect(isSigned({ ...execute!, verb: 'revert' }, new URL(service.url).host, keys)).toBe(false);
    await service.stop();
  });

  it('publish their public keys, and keep the private ones to the owner of DATA_DIR', async () => {
    const { status, type, body } = await directory();
    expect([status, type]).toEqual([200, 'application/http-message-signatures-directory+json']);
    expect(body.keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'crv', 'kid', 'kty', 'use', 'x']]);
    const file = join(platform.directory, 'job-control', 'job-control-signing-keys.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('can be switched off', async () => {
    const silent = await platform.service('dist/job-control.js', { SIGN_CALLS: 'off' });
    const service = await ModelService.start();
    await service.register(platform.env.DISCOVERY_URL!);
    expect((await new JobControl(silent).run({ steps: [{ tasks: [{ tag: service.tag }] }] })).status).toBe('completed');
    expect(service.received[0]?.headers.signature).toBeUndefined();
    const keys = await ask<Directory>(`${silent}/.well-known/http-message-signatures-directory`);
    expect(keys.body).toEqual({ keys: [] });
    await service.stop();
  });
});
