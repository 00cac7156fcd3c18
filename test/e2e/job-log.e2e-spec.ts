import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../support/http';
import { JobControl } from '../support/job-control';
import { ModelService } from '../support/model-service';
import { until } from '../support/until';
import { AppProcess } from './support/app-process';

type Line = Record<string, unknown>;

describe('the log of job-control', () => {
  const directory = mkdtempSync(join(tmpdir(), 'job-log-'));
  let discovery: AppProcess;
  let service: ModelService;
  let app: AppProcess;

  beforeAll(async () => {
    discovery = AppProcess.spawn('discovery', { DATA_DIR: join(directory, 'discovery'), LOG_LEVEL: 'trace' });
    service = await ModelService.start();
    await service.register(await discovery.url());
  });
  afterAll(async () => {
    await Promise.all([discovery, app].map((one) => one.kill('SIGKILL')));
    await service.stop();
    rmSync(directory, { recursive: true });
  });

  const start = async (): Promise<JobControl> => {
    const DISCOVERY_URL = await discovery.url();
    app = AppProcess.spawn('job-control', { DATA_DIR: join(directory, 'jobs'), LOG_LEVEL: 'info', DISCOVERY_URL });
    const jobs = new JobControl(await app.url());
    const plan = { steps: [{ tasks: [{ tag: service.tag }] }] };
    const missing = async () => (await jobs.post<{ warnings: string[] }>('/jobs/validate', plan)).body.warnings;
    await until(async () => (await missing()).length === 0, { what: 'that it knows the service' });
    return jobs;
  };
  const openJobs = async ({ url }: JobControl): Promise<string[]> =>
    (await ask<string>(`${url}/metrics`)).body.split('\n').filter((line) => /^jobs_open\{.*\} [^0]/.test(line));
  const linesOf = (text: string): Line[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);

  it('is one line for each job that ended, each failure, and nothing that is no JSON; and what needs attention, for as long as it does', async () => {
    const jobs = await start();
    const task = { name: 'room', tag: service.tag, input: { key: 'k' } };
    const done = await jobs.run({ name: 'fine', steps: [{ name: 'a', tasks: [task] }] });
    service.script('execute', {}, { status: 400, body: { error: 'out of stock' } }).script('revert', { status: 405 });
    const steps = [
      { name: 'a', tasks: [task] },
      { name: 'b', tasks: [task] },
    ];
    const needy = await jobs.run({ name: 'order', steps });
    expect([done.status, needy.status]).toEqual(['completed', 'needs-attention']);
    const gate = { name: 'gate', approval: { description: 'sure?' }, tasks: [] };
    const rejected = await jobs.submit({ steps: [gate] });
    await jobs.until(rejected, ({ waitingFor }) => waitingFor?.step === 'gate');
    await jobs.act(rejected, 'reject', { step: 'gate', by: 'ann' });
    await jobs.ended(rejected);

    const signalled = await jobs.submit({ name: 'paid', steps: [{ waitFor: { signal: 'paid', timeoutSeconds: 60 } }] });
    await jobs.post(`/jobs/${signalled}/signals/paid`, { card: '4111-1111' });
    await jobs.ended(signalled);

    const attention = ['jobs_open{status="needs-attention"} 1'];
    expect(await openJobs(jobs)).toEqual(attention);
    const { stdout, stderr } = await app.kill('SIGTERM');
    expect(linesOf(stdout)).toMatchObject([{ level: 'info', msg: expect.stringMatching(/^job-control listening on/) }]);
    const lines = linesOf(stderr);
    const ended = lines.filter(({ msg }) => String(msg).startsWith('a job ended'));
    const durationMs = expect.any(Number);
    const error = { task: 'b/room', message: expect.stringContaining('out of stock') };
    expect(ended).toMatchObject([
      { level: 'info', jobId: done.id, name: 'fine', status: 'completed', durationMs },
      { level: 'info', jobId: needy.id, name: 'order', status: 'needs-attention', durationMs, error },
      { level: 'info', jobId: rejected, status: 'cancelled', durationMs },
      { level: 'info', jobId: signalled, status: 'completed', durationMs },
    ]);
    expect(stderr).not.toContain('4111');
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ level: 'warn', task: 'b/room', msg: expect.stringContaining('out of stock') }),
        expect.objectContaining({ level: 'info', msg: 'a job waits for an approval', step: 'gate', approval: 'sure?' }),
        expect.objectContaining({ level: 'info', msg: 'a signal was received', jobId: signalled, signal: 'paid' }),
        expect.objectContaining({ level: 'info', msg: 'an approval was refused', step: 'gate', by: 'ann' }),
      ]),
    );

    const again = await start();
    expect(await openJobs(again)).toEqual(attention);
    await again.act(needy.id, 'continue', { skip: ['a/room'], reason: 'done by hand' });
    await again.ended(needy.id);
    expect(await openJobs(again)).toEqual([]);
  });

  it('is JSON at every level, of discovery too', async () => {
    const { stdout, stderr } = await discovery.kill('SIGTERM');
    expect(linesOf(stdout)).toHaveLength(1);
    expect(linesOf(stderr).length).toBeGreaterThan(10);
  });
});
