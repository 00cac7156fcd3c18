import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../run-cli';
import { FakePlatform } from '../testing/fake-platform';
import { FakeTerminal } from '../testing/fake-terminal';
import { aJob, atSecond } from '../testing/job-examples';

const FOREIGN = 'http://192.0.2.1:4700';

let platform: FakePlatform;
let terminal: FakeTerminal;

beforeEach(async () => {
  platform = await new FakePlatform([aJob({ status: 'completed', completedAt: atSecond(9) })]).listen();
  terminal = new FakeTerminal();
  terminal.file('job.json', { steps: [{ tasks: [{ tag: 'todo' }] }] });
});
const outside: string[] = [];
afterEach(() => {
  for (const directory of outside.splice(0)) rmSync(directory, { recursive: true });
  return platform.close();
});

const run = (...args: string[]) =>
  runCli(['run', 'job.json', ...args, '--job-url', platform.url, '--state-url', platform.url], terminal);
const elsewhere = (name: string, content: string) => {
  outside.push(mkdtempSync(join(tmpdir(), 'elsewhere-')));
  const path = join(outside.at(-1)!, name);
  writeFileSync(path, content);
  return path;
};

describe('.job-runner.json', () => {
  it.each(['state', 'values', 'emit'])('names no file outside its directory as %s', async (member) => {
    const secret = elsewhere('secret.json', '{"secret":1}');
    symlinkSync(secret, join(terminal.cwd, 'link.json'));
    symlinkSync(join(secret, '..'), join(terminal.cwd, 'folder'));
    for (const name of [
      secret,
      '../secret.json',
      'a/../../x.json',
      'link.json',
      'folder/secret.json',
      'folder/new.json',
    ]) {
      terminal.file('.job-runner.json', { [member]: name });
      expect([name, await run()]).toEqual([name, 2]);
      expect(terminal.err.text).toContain(`names ${name} as ${member}, which is outside its directory`);
    }
    expect([platform.calls, readFileSync(secret, 'utf8')]).toEqual([[], '{"secret":1}']);
  });

  it('names files inside its directory, and a flag goes before it', async () => {
    mkdirSync(join(terminal.cwd, 'data'));
    terminal.file('data/state.json', { id: 's1', a: 1 });
    terminal.file('.job-runner.json', { state: 'data/state.json', emit: '/etc/no' });
    expect(await run('--emit', 'out.json')).toBe(0);
    expect(JSON.parse(readFileSync(join(terminal.cwd, 'out.json'), 'utf8'))).toEqual({ a: 1 });
  });

  it.each([['list'], ['run', 'job.json'], ['state', 'get', 'x'], ['services'], ['whoami']])(
    'sends nothing to an address that only it names: %s',
    async (...command) => {
      terminal.file('.job-runner.json', { jobURL: FOREIGN, stateURL: FOREIGN, discoveryURL: FOREIGN });
      expect(await runCli(command, terminal)).toBe(2);
      expect(terminal.err.text).toContain(`.job-runner.json names ${FOREIGN} as jobURL, and you have not`);
    },
  );

  it.each([
    ['by flag', ['--job-url', FOREIGN], {}],
    ['by --trust-defaults', ['--trust-defaults'], {}],
    ['in ~/.config', [], { 'config.json': { jobURL: `${FOREIGN}/` } }],
    ['at a login', [], { 'tokens.json': { [FOREIGN]: 'key' } }],
  ])('may name an address that the user confirmed %s', async (_, flags, files: Record<string, object>) => {
    terminal.file('.job-runner.json', { jobURL: FOREIGN });
    mkdirSync(terminal.configDir);
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(terminal.configDir, name), JSON.stringify(content));
    }
    // An invalid document is found after the address is accepted, and before anything is sent.
    terminal.file('bad.json', {});
    await runCli(['run', 'bad.json', ...flags], terminal);
    expect(terminal.err.text).toContain('bad.json is not a valid job document');
  });
});

describe('--emit', () => {
  it('does not write through a link, nor over what is not JSON unless forced', async () => {
    const target = elsewhere('theirs.json', '{}');
    symlinkSync(target, join(terminal.cwd, 'link.json'));
    terminal.file('notes.txt', 'mine');
    terminal.file('old.json', { old: 1 });
    expect(await run('--emit', 'link.json', '--force')).toBe(2);
    expect(await run('--emit', 'notes.txt')).toBe(2);
    expect(terminal.err.text).toContain('it is there, and not JSON: --force replaces it');
    expect([readFileSync(target, 'utf8'), platform.calls]).toEqual(['{}', []]);
    expect(await run('--emit', 'old.json')).toBe(0);
    expect(await run('--emit', 'notes.txt', '--force')).toBe(0);
    expect(JSON.parse(readFileSync(join(terminal.cwd, 'notes.txt'), 'utf8'))).toEqual({});
  });
});
