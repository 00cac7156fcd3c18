import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Platform } from './support/platform';

const ROOT = join(__dirname, '../..');
const todo = { tag: 'todo', input: { command: 'create', resource: 'todo', id: 't1', payload: { title: 'Buy milk' } } };
const missing = { tag: 'todo', input: { command: 'read', resource: 'todo', id: 'missing' } };

describe('an operator', () => {
  let platform: Platform;
  let apps: Record<string, string>;

  beforeAll(async () => {
    platform = await Platform.start(['examples/designs/todo.json']);
    const { DISCOVERY_URL, SHARED_STATE_URL, JOB_CONTROL_URL } = platform.env;
    let engine: { url: string } | undefined;
    while (!engine) [engine] = (await (await fetch(`${DISCOVERY_URL}/services?tag=todo`)).json()) as (typeof engine)[];
    apps = {
      discovery: DISCOVERY_URL!,
      'shared-state': SHARED_STATE_URL!,
      'job-control': JOB_CONTROL_URL!,
      'engine-service': engine.url,
    };
  });
  afterAll(() => platform.stop());

  const run = async (...tasks: object[]): Promise<void> => {
    const response = await fetch(`${apps['job-control']}/jobs?wait=true`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ initialState: { order: 1 }, steps: tasks.map((task) => ({ tasks: [task] })) }),
    });
    expect(response.status).toBe(200);
  };
  const metricsOf = async (app: string): Promise<string> => {
    const response = await fetch(`${apps[app]}/metrics`);
    expect(response.headers.get('content-type')).toContain('text/plain');
    return response.text();
  };

  it('sees in job-control how jobs, tasks, calls and reverts went', async () => {
    await run(todo);
    await run({ ...todo, input: { ...todo.input, id: 't2' } }, missing);
    const metrics = (await metricsOf('job-control')).split('\n');
    expect(metrics).toEqual(
      expect.arrayContaining([
        'jobs_accepted_total 2',
        'jobs_ended_total{status="completed"} 1',
        'jobs_ended_total{status="failed"} 1',
        'jobs_driven 0',
        'jobs_open{status="running"} 0',
        'jobs_open{status="needs-attention"} 0',
        'job_tasks_total{outcome="succeeded"} 2',
        'job_tasks_total{outcome="failed"} 1',
        'job_reverts_total{outcome="acknowledged"} 1',
        'service_call_duration_seconds_count{service="todo-service",action="execute",outcome="succeeded"} 2',
        'service_call_duration_seconds_count{service="todo-service",action="revert",outcome="succeeded"} 1',
        'job_duration_seconds_count{status="completed"} 1',
      ]),
    );
    expect(metrics).toContainEqual(expect.stringMatching(/^journal_batch_jobs_count \d+$/));
  });

  it('sees in discovery who is well', async () => {
    const metrics = await metricsOf('discovery');
    const services = [...metrics.matchAll(/^discovery_services\{health="(\w+)"\} (\d+)$/gm)];
    expect(services.map(([, health]) => health)).toEqual(['unverified', 'healthy', 'failing', 'evicted']);
    expect(services.reduce((sum, [, , count]) => sum + Number(count), 0)).toBeGreaterThan(0);
  });

  it('sees in every app what requests took, by route and never by path', async () => {
    await fetch(`${apps['shared-state']}/state/no-such-document`);
    await fetch(`${apps['shared-state']}/no/such/route`);
    const metrics = await metricsOf('shared-state');
    expect(metrics).toContain('http_request_duration_seconds_count{method="GET",route="/state/:id",status="404"} 1');
    expect(metrics).toContain('http_request_duration_seconds_count{method="GET",route="none",status="404"} 1');
    expect(metrics).not.toContain('no-such-document');
  });

  it.each(['discovery', 'shared-state', 'job-control', 'engine-service'])(
    'learns from /health of %s that it is live and ready',
    async (app) => {
      const response = await fetch(`${apps[app]}/health`);
      expect([response.status, await response.json()]).toEqual([200, { status: 'ok', live: true, ready: true }]);
    },
  );

  it.each(['discovery', 'shared-state', 'job-control', 'engine-service'])(
    'finds every metric of %s in docs/metrics.md',
    async (app) => {
      const listed = readFileSync(join(ROOT, 'docs/metrics.md'), 'utf8');
      const names = [...(await metricsOf(app)).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!);
      expect(names).toContain('process_cpu_seconds_total');
      const own = names.filter((name) => !/^(process|nodejs)_/.test(name));
      expect(own.filter((name) => !listed.includes(`\`${name}\``))).toEqual([]);
    },
  );
});
