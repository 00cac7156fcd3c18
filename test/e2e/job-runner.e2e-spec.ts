import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JobRunner } from './support/job-runner';
import { Platform } from './support/platform';

const SAMPLE = 'examples/sample-job.json';

describe('job-runner against the whole platform', () => {
  let platform: Platform;
  let jobRunner: JobRunner;
  let directory: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'job-runner-'));
    platform = await Platform.start(['examples/designs/todo.json']);
    jobRunner = new JobRunner(platform.env);
  });

  afterAll(async () => {
    await platform.stop();
    rmSync(directory, { recursive: true });
  });

  const file = (name: string, content: object) => {
    const path = join(directory, name);
    writeFileSync(path, JSON.stringify(content));
    return path;
  };
  const lastJob = async () =>
    JSON.parse((await jobRunner.run(['list', '--json', '--limit', '1'])).out) as { id: string };

  it('runs a job, and writes nothing but the final state to standard output', async () => {
    const { exitCode, out, err } = await jobRunner.run([SAMPLE, '--emit', '--cleanup']);
    expect(err).toContain('sample: completed');
    expect(err).toContain('the state document is deleted');
    expect(JSON.parse(out)).toMatchObject({ todo: { id: expect.any(String), title: 'Buy milk', done: true } });
    expect(exitCode).toBe(0);
  });

  it('starts from a state file with values of its own', async () => {
    const state = file('state.json', { id: 'from-file', todo: { title: 'Buy tea' } });
    const values = file('values.json', { by: 'the test' });
    const { exitCode, out } = await jobRunner.run(['run', SAMPLE, '--state', state, '--values', values, '--emit']);
    expect(JSON.parse(out)).toMatchObject({ by: 'the test', todo: { title: 'Buy tea', done: true } });
    expect(exitCode).toBe(0);
    const again = await jobRunner.run([SAMPLE, '--state', state]);
    expect(again).toMatchObject({ exitCode: 2, err: expect.stringContaining('--overwrite') });
  });

  it('shows how a job that fails is undone', async () => {
    const { exitCode, out } = await jobRunner.run(['run', 'examples/sample-failing-job.json']);
    expect(out).toContain('write/milk: undone');
    expect(exitCode).toBe(1);
  });

  it('rebuilds a job from its exported history, exactly as job-control knows it', async () => {
    await jobRunner.run(['run', 'examples/sample-failing-job.json']);
    const { id } = await lastJob();
    const history = await jobRunner.run(['events', id]);
    const replayed = await jobRunner.run(['replay', file('history.json', JSON.parse(history.out) as object), '--json']);
    expect(replayed).toMatchObject({ exitCode: 0, err: '' });
    expect(JSON.parse(replayed.out)).toEqual(JSON.parse((await jobRunner.run(['get', id, '--json'])).out));
    const { out } = await jobRunner.run(['replay', join(directory, 'history.json')]);
    expect(out).toContain('sample-failing: failed; what had been done is undone');
  });

  it('tells programs every event, and then the job', async () => {
    const { out } = await jobRunner.run([SAMPLE, '--json']);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; event?: { seq: number } });
    const heard = lines.flatMap(({ event }) => event?.seq ?? []);
    expect(lines.at(0)?.type).toBe('accepted');
    expect(heard).toEqual(heard.map((_, index) => index + 1));
    expect(lines.at(-1)).toMatchObject({ type: 'ended', exitCode: 0, job: { status: 'completed' } });
  });

  it('leaves a job running at Ctrl-C; it can be cancelled then', async () => {
    const task = { tag: 'not-offered', bindTimeoutMs: 60_000, input: {} };
    const job = file('waiting.json', {
      name: 'waiting',
      steps: [{ name: 'wait', tasks: [{ name: 'long', ...task }] }],
    });
    const { exitCode, err } = await jobRunner.run(['run', job], 'wait/long: waiting');
    const { id } = await lastJob();
    expect(exitCode).toBe(130);
    expect(err).toContain(`job-runner watch ${id}`);
    const cancelled = await jobRunner.run(['cancel', id, '--reason', 'enough', '--watch']);
    expect(cancelled.out).toContain('waiting: cancelled (enough)');
    expect(cancelled.exitCode).toBe(1);
  });

  it('refuses a bad document without calling any service', async () => {
    const job = file('bad.json', { steps: [{ mode: 'sometimes', tasks: [] }] });
    const { exitCode, err } = await new JobRunner({ JOB_CONTROL_URL: 'http://127.0.0.1:1' }).run(['run', job]);
    expect(err).toContain('/steps/0/mode');
    expect(exitCode).toBe(2);
  });

  it('says who cannot be reached', async () => {
    const { exitCode, err } = await new JobRunner({}).run(['list', '--job-url', 'http://127.0.0.1:1']);
    expect(err).toContain('job-control does not respond at http://127.0.0.1:1');
    expect(exitCode).toBe(4);
  });
});
