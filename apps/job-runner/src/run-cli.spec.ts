import type { JobView } from '#contract';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from './run-cli';
import { FakePlatform } from './testing/fake-platform';
import { FakeTerminal } from './testing/fake-terminal';
import { aJob, aStep, atSecond, aTask } from './testing/job-examples';

const JOB = { name: 'order', steps: [{ name: 'a', tasks: [{ name: 'b', tag: 'todo', input: {} }] }] };

let platform: FakePlatform;
let terminal: FakeTerminal;

beforeEach(() => {
  terminal = new FakeTerminal();
  terminal.file('job.json', JOB);
});

afterEach(() => platform.close());

async function given(...life: Partial<JobView>[]): Promise<void> {
  platform = await new FakePlatform(
    life.map((part, index) =>
      aJob({
        version: index + 1,
        completedAt: part.status && part.status !== 'running' ? atSecond(9) : undefined,
        ...part,
      }),
    ),
  ).listen();
}

function jobRunner(...args: string[]): Promise<number> {
  return runCli([...args, '--job-url', platform.url, '--state-url', platform.url], terminal);
}

describe('job-runner run', () => {
  it('follows the job to its end, and says so in the exit code', async () => {
    const running = aStep('a', 'running', [aTask('a/b', 'running')]);
    const completed = aStep('a', 'completed', [aTask('a/b', 'succeeded')]);
    await given({ steps: [running] }, { status: 'completed', steps: [completed] });
    expect(await jobRunner('run', 'job.json')).toBe(0);
    expect(terminal.out.text.split('\n')).toEqual([
      'job j1: accepted',
      'job order (j1): running',
      'step a: running',
      '  a/b: running',
      'step a: completed',
      '  a/b: succeeded',
      'order: completed',
      '',
    ]);
  });

  it('may be said without run', async () => {
    await given({ status: 'completed' });
    expect(await jobRunner('job.json')).toBe(0);
    expect(platform.submitted).toEqual(JOB);
  });

  it.each([
    ['failed', 1],
    ['cancelled', 1],
    ['needs-attention', 3],
    ['killed', 3],
  ] as const)('a job that ends %s makes exit code %d', async (status, exitCode) => {
    await given({ status });
    expect(await jobRunner('job.json')).toBe(exitCode);
  });

  it('refuses an invalid document with every fault and its line, and calls no service', async () => {
    await given();
    terminal.file('bad.json', '{\n  "nome": "x",\n  "steps": [\n    { "mode": "sometimes", "tasks": [] }\n  ]\n}');
    expect(await jobRunner('run', 'bad.json')).toBe(2);
    expect(terminal.err.text).toContain('bad.json is not a valid job document');
    expect(terminal.err.text).toMatch(/line 2 {2}\/nome: /);
    expect(terminal.err.text).toMatch(/line 4 {2}\/steps\/0\/mode: /);
    expect(platform.calls).toEqual([]);
  });

  it('says where a file stops being JSON', async () => {
    await given();
    terminal.file('bad.json', '{\n  "steps": [}\n}');
    expect(await jobRunner('run', 'bad.json')).toBe(2);
    expect(terminal.err.text).toMatch(/bad.json is not JSON .*\n {2}line 2: expected a value or ]/);
  });

  it('says who cannot be reached, and what to change', async () => {
    await given();
    await platform.close();
    expect(await jobRunner('run', 'job.json')).toBe(4);
    expect(terminal.err.text).toContain(`job-control does not respond at ${platform.url} (connection refused)`);
    expect(terminal.err.text).toContain('--job-url (or JOB_CONTROL_URL)');
  });

  it('leaves the job running at Ctrl-C, and says how to watch or undo it', async () => {
    await given({ status: 'running' });
    const running = jobRunner('run', 'job.json');
    const write = terminal.out.write.bind(terminal.out);
    terminal.out.write = (text) => {
      write(text);
      if (text.includes('running')) terminal.ctrlC.abort();
    };
    expect(await running).toBe(130);
    expect(terminal.err.text).toContain('job-runner watch j1');
    expect(terminal.err.text).toContain('job-runner cancel j1');
  });

  it('tells programs one JSON object per line', async () => {
    await given({ status: 'failed' });
    await jobRunner('run', 'job.json', '--json');
    const lines = terminal.out.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([
      { type: 'accepted', jobId: 'j1' },
      { type: 'ended', exitCode: 1, job: { id: 'j1', status: 'failed' } },
    ]);
  });

  it('takes options from .job-runner.json, and flags win', async () => {
    await given({ status: 'completed' });
    terminal.file('.job-runner.json', { jobURL: 'http://127.0.0.1:1', state: 'state.json', cleanup: true });
    terminal.file('state.json', { id: 's1', a: 1 });
    expect(await jobRunner('job.json', '--keep')).toBe(0);
    expect(platform.states.get('s1')).toEqual({ a: 1 });
  });
});

describe('the state of a run', () => {
  beforeEach(() => terminal.file('state.json', { id: 's1', a: 1 }));

  it('is made from a file, under the id it names, and used by the job', async () => {
    await given({ status: 'completed' });
    expect(await jobRunner('job.json', '--state', 'state.json')).toBe(0);
    expect(platform.states.get('s1')).toEqual({ a: 1 });
    expect(platform.submitted.sharedStateURL).toBe(`${platform.url}/state/s1`);
  });

  it('is not overwritten unless so wished', async () => {
    await given({ status: 'completed' });
    platform.states.set('s1', { old: true });
    expect(await jobRunner('job.json', '--state', 'state.json')).toBe(2);
    expect(terminal.err.text).toContain('--overwrite');
    expect(platform.states.get('s1')).toEqual({ old: true });
    expect(await jobRunner('job.json', '--state', 'state.json', '--overwrite')).toBe(0);
    expect(platform.states.get('s1')).toEqual({ a: 1 });
  });

  it('gets the values merged at its root', async () => {
    await given({ status: 'completed' });
    terminal.file('values.json', { b: 2 });
    await jobRunner('job.json', '--values', 'values.json');
    expect(platform.submitted.sharedState).toEqual({ b: 2 });
  });

  it('goes to standard output alone, or to a file', async () => {
    await given({ status: 'completed' });
    expect(await jobRunner('job.json', '--state', 'state.json', '--emit')).toBe(0);
    expect(JSON.parse(terminal.out.text)).toEqual({ a: 1 });
    expect(terminal.err.text).toContain('order: completed');
    await jobRunner('job.json', '--state', 'state.json', '--overwrite', '--emit', 'final.json');
    expect(JSON.parse(readFileSync(join(terminal.cwd, 'final.json'), 'utf8'))).toEqual({ a: 1 });
  });

  it('is deleted if the job completed, and only then', async () => {
    await given({ status: 'failed' }, { status: 'completed' });
    await jobRunner('job.json', '--state', 'state.json', '--cleanup');
    expect(platform.states.has('s1')).toBe(true);
    await jobRunner('job.json', '--state', 'state.json', '--overwrite', '--cleanup');
    expect(platform.states.has('s1')).toBe(false);
  });

  it('does not stay behind when the job is refused', async () => {
    await given();
    platform.refusal = { status: 422, code: 'unprocessable', detail: 'no such mode' };
    expect(await jobRunner('job.json', '--state', 'state.json')).toBe(2);
    expect(terminal.err.text).toContain('job-control says no: no such mode (422, unprocessable)');
    expect(platform.states.size).toBe(0);
  });
});

describe('other commands', () => {
  it('a dry run calls nothing', async () => {
    await given();
    await platform.close();
    terminal.file('state.json', { id: 's1' });
    expect(await jobRunner('job.json', '--state', 'state.json', '--dry-run')).toBe(0);
    expect(terminal.out.text).toContain(`state: s1 would be made at ${platform.url} from state.json`);
    expect(terminal.out.text).toContain('nothing was called');
  });

  it('unknown options and missing arguments are usage errors', async () => {
    await given();
    expect(await jobRunner('list', '--colour')).toBe(2);
    expect(await jobRunner('get')).toBe(2);
    expect(await runCli([], terminal)).toBe(2);
    expect(await runCli(['--help'], terminal)).toBe(0);
  });

  it('an effect is written off only for a reason', async () => {
    await given();
    expect(await jobRunner('continue', 'j1', '--skip', 'a/b')).toBe(2);
    expect(terminal.err.text).toContain('--reason');
    expect(platform.calls).toEqual([]);
  });

  it('a job that is not there is a usage error', async () => {
    await given();
    expect(await jobRunner('get', 'j2')).toBe(2);
    expect(terminal.err.text).toContain('no /jobs/j2');
  });
});

describe('what stands on the command line', () => {
  const JSON_OUT = ['--json'];
  it.each([
    ['an option with one letter wrong', ['list', '--statsu', 'x'], "unknown option '--statsu': did you mean --status?"],
    ['a format that is none', ['list', '-o', 'table'], '-o: expected json, yaml or wide, not table'],
    [
      'an action on states with one letter wrong',
      ['state', 'lst'],
      'there is no command state lst: did you mean state list?',
    ],
  ])('%s is named', async (_, args, message) => {
    await given();
    expect(await jobRunner(...args)).toBe(2);
    expect(terminal.err.text).toBe(`job-runner: ${message}\n`);
    terminal.err.text = '';
    expect(await jobRunner(...args, ...JSON_OUT)).toBe(2);
    expect(JSON.parse(terminal.err.text)).toEqual({ type: 'error', exitCode: 2, code: 'usage', message });
  });

  it.each([[['state', 'get', 's1']], [['state', '--json', 'get', 's1']]])('options reach %j', async (args) => {
    await given();
    platform.states.set('s1', { a: 1 });
    expect(await jobRunner(...args, ...JSON_OUT)).toBe(0);
    expect(terminal.out.text).toBe('{"a":1}\n');
  });

  it('a state document is looked for where --state-url says', async () => {
    await given();
    expect(await runCli(['state', 'delete', 's1', '--state-url', platform.url], terminal)).toBe(0);
    expect(platform.calls).toEqual(['DELETE /state/s1']);
  });
});
