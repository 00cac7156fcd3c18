import { runCli } from '../../run-cli';
import { FakePlatform } from '../../testing/fake-platform';
import { FakeTerminal } from '../../testing/fake-terminal';

describe('an action on many jobs', () => {
  let platform: FakePlatform;
  let terminal: FakeTerminal;
  let meant: number;
  const sent: Record<string, unknown>[] = [];
  const job = (n: number) => ({ id: `job-${n}`, status: 'running', steps: 1, createdAt: '2026-01-01T00:00:00Z' });
  const result = (n: number) => ({ jobId: `job-${n}`, outcome: n === 2 ? 'refused' : 'accepted', detail: 'it ended' });
  const upToMeant = <T>(of: (n: number) => T) => Array.from({ length: meant }, (_, n) => of(n));

  beforeEach(async () => {
    sent.length = 0;
    terminal = new FakeTerminal();
    platform = await new FakePlatform().listen();
    platform.routes['POST /jobs/actions'] = (body) => {
      sent.push(body);
      const count = { action: body.action, count: meant };
      return body.dryRun ? [200, { ...count, jobs: upToMeant(job) }] : [202, { ...count, batchId: 'b1', href: '' }];
    };
    let looks = 0;
    platform.routes['GET /jobs/actions/b1'] = () => {
      const results = upToMeant(result);
      const outcomes = { accepted: results.filter(({ outcome }) => outcome === 'accepted').length };
      const view = { batchId: 'b1', action: 'cancel', count: meant, outcomes, results };
      return [200, (looks += 1) < 2 ? view : { ...view, completedAt: '2026-01-01T00:00:01Z' }];
    };
  });
  afterEach(() => platform.close());

  const jobRunner = (...args: string[]) => runCli([...args, '--job-url', platform.url], terminal);
  const FILTER = ['--label', 'customer:acme', '--label', 'env:prod', '--status', 'running,paused'];

  it('is sent with all that says which jobs are meant, and followed to its end', async () => {
    meant = 2;
    expect(await jobRunner('cancel', ...FILTER, '--reason', 'they left', '--by', 'ops')).toBe(0);
    const filter = { label: ['customer:acme', 'env:prod'], status: ['running', 'paused'] };
    const request = { action: 'cancel', filter, reason: 'they left', by: 'ops' };
    expect(sent).toEqual([{ ...request, dryRun: true }, request]);
    expect(terminal.out.text).toBe('cancel: 2 accepted\n');
  });

  it('shows with --dry-run which jobs are meant, and sends nothing else', async () => {
    meant = 12;
    expect(await jobRunner('kill', '--name', 'order', '--dry-run')).toBe(0);
    expect(sent).toHaveLength(1);
    expect(terminal.out.text).toContain('job-11');
    expect(terminal.out.text).toContain('kill: 12 jobs');
  });

  it('on more than ten needs a yes: on the command line, or in the terminal', async () => {
    meant = 11;
    expect(await jobRunner('cancel', ...FILTER)).toBe(2);
    expect(terminal.err.text).toContain('cancel these 11 jobs? Say so with --yes: there is no terminal to ask');
    terminal.isInteractive = true;
    expect(await jobRunner('cancel', ...FILTER)).toBe(1);
    expect(sent.filter(({ dryRun }) => !dryRun)).toEqual([]);
    terminal.answers['cancel these 11 jobs'] = 'y';
    expect(await jobRunner('cancel', ...FILTER)).toBe(1);
    expect(terminal.out.text).toBe('job-2: refused: it ended\ncancel: 10 accepted\n');
    terminal.isInteractive = false;
    expect(await jobRunner('cancel', ...FILTER, '--yes')).toBe(1);
    expect(sent.filter(({ dryRun }) => !dryRun)).toHaveLength(2);
    meant = 10;
    expect(await jobRunner('cancel', ...FILTER)).toBe(1);
  });

  it.each([
    [['cancel', 'j1', '--label', 'a:b'], 'either one job, or a filter'],
    [['cancel', '--dry-run', 'j1'], '--dry-run: which jobs?'],
    [['cancel', '--label', 'acme'], '--label: expected key:value, not acme'],
    [['revert', '--label', 'a:b', '--to', 'pay'], 'are for one job'],
    [['cancel'], 'which job?'],
  ])('%j is refused', async (args, message) => {
    meant = 1;
    expect(await jobRunner(...args)).toBe(2);
    expect(terminal.err.text).toContain(message);
    expect(sent).toEqual([]);
  });

  it('names the jobs that it would not change, and does not count them', async () => {
    meant = 2;
    const passedOver = { count: 101, jobs: [{ jobId: 'old', status: 'completed', because: 'it is over', href: '' }] };
    platform.routes['POST /jobs/actions'] = (body) => [
      200,
      { action: body.action, count: meant, jobs: upToMeant(job), passedOver },
    ];
    expect(await jobRunner('cancel', ...FILTER, '--dry-run')).toBe(0);
    expect(terminal.out.text).toMatch(
      /^old: passed over: it is over\nand 100 more\nID .*\njob-0 .*\njob-1 .*\ncancel: 2 jobs\n$/,
    );
    terminal.out.text = '';
    meant = 0;
    expect(await jobRunner('cancel', ...FILTER)).toBe(0);
    expect(terminal.out.text).toContain('cancel: no job that it would change; 101 passed over\n');
  });

  it('says so where no job fits', async () => {
    meant = 0;
    expect(await jobRunner('cancel', '--label', 'a:b')).toBe(0);
    expect(terminal.out.text).toBe('cancel: no job fits\n');
  });
});
