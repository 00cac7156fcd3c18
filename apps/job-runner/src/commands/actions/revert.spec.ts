import { runCli } from '../../run-cli';
import { FakePlatform } from '../../testing/fake-platform';
import { FakeTerminal } from '../../testing/fake-terminal';
import { aJob } from '../../testing/job-examples';

describe('revert', () => {
  let platform: FakePlatform;
  let terminal: FakeTerminal;
  let reverted: number;
  const plan = {
    effects: [{ task: 'a/b', action: 'revert', instance: { name: 'todo', url: 'http://todo' }, reversible: 'full' }],
    state: [{ step: 'a', pointer: '/x', outcome: 'restored' }],
    notUndoable: [],
    warnings: [],
  };
  const PLANNED = 'state /x of a: restored';

  beforeEach(async () => {
    reverted = 0;
    terminal = new FakeTerminal();
    platform = await new FakePlatform([aJob({ status: 'completed' })]).listen();
    platform.routes['POST /jobs/j1/revert/plan'] = ({ to }) => [200, { ...plan, to }];
    platform.routes['POST /jobs/j1/revert'] = () => {
      reverted += 1;
      return [202, aJob({ status: 'reverting' })];
    };
  });
  afterEach(() => platform.close());

  const jobRunner = (...args: string[]) => runCli([...args, '--job-url', platform.url], terminal);

  it('--plan shows what would be undone, and undoes nothing', async () => {
    expect(await jobRunner('revert', 'j1', '--plan')).toBe(0);
    expect(terminal.out.text).toMatch(/a\/b +revert +todo +http:\/\/todo +full/);
    expect(terminal.out.text).toContain(PLANNED);
    platform.routes['POST /jobs/j1/revert/plan'] = () => [
      200,
      { ...plan, notUndoable: [{ what: 'a/b', reason: 'no revert' }] },
    ];
    expect(await jobRunner('revert', 'j1', '--plan')).toBe(1);
    expect(terminal.out.text).toContain('would stay: a/b: no revert');
    expect(await jobRunner('revert', '--plan', '--label', 'a:b')).toBe(2);
    expect(reverted).toBe(0);
  });

  it('shows the plan in a terminal, and asks', async () => {
    terminal.isInteractive = true;
    expect(await jobRunner('revert', 'j1')).toBe(1);
    expect([reverted, terminal.err.text.includes(PLANNED)]).toEqual([0, true]);
    terminal.answers['revert it'] = 'yes';
    expect(await jobRunner('revert', 'j1')).toBe(0);
    expect(reverted).toBe(1);
  });

  it('does not ask with --yes, nor where there is no terminal', async () => {
    expect(await jobRunner('revert', 'j1')).toBe(0);
    terminal.isInteractive = true;
    expect(await jobRunner('revert', 'j1', '--yes')).toBe(0);
    expect(reverted).toBe(2);
    expect(platform.calls).not.toContain('POST /jobs/j1/revert/plan');
  });
});
