import { existsSync, readFileSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../run-cli';
import { FakePlatform } from '../testing/fake-platform';
import { FakeTerminal } from '../testing/fake-terminal';
import { aJob, atSecond } from '../testing/job-examples';

const KEY = 'csp_me_secret';

describe('a token of the command line', () => {
  let ours: FakePlatform;
  let theirs: FakePlatform;
  let terminal: FakeTerminal;

  beforeEach(async () => {
    ours = await new FakePlatform([aJob({ status: 'completed', completedAt: atSecond(9) })]).listen();
    theirs = await new FakePlatform([aJob({ status: 'completed', completedAt: atSecond(9) })]).listen();
    terminal = new FakeTerminal();
  });
  afterEach(() => Promise.all([ours.close(), theirs.close()]));

  const jobRunner = (...args: string[]) => runCli(args, terminal);
  const stored = () => join(terminal.configDir, 'tokens.json');
  const login = () => jobRunner('login', '--job-url', ours.url, '--token', KEY, '--offline');
  const all = (...words: string[]) =>
    words.flatMap((word) => ['--job-url', '--state-url'].flatMap((flag) => [flag, word]));

  it('is stored where only its owner can read it', async () => {
    expect(await login()).toBe(0);
    expect(terminal.out.text).toBe(`logged in at ${ours.url} (not checked)\n`);
    expect(JSON.parse(readFileSync(stored(), 'utf8'))).toEqual({ [ours.url]: KEY });
    expect(statSync(stored()).mode & 0o777).toBe(0o600);
    expect(statSync(terminal.configDir).mode & 0o777).toBe(0o700);
  });

  it('is stored when the platform takes it, and only then', async () => {
    ours.caller = { key: KEY, principal: 'me' };
    expect(await jobRunner('login', '--job-url', ours.url, '--token', 'wrong')).toBe(2);
    expect(terminal.err.text).toContain('(401, unauthenticated)');
    expect(existsSync(stored())).toBe(false);
    expect(await jobRunner('login', '--job-url', 'http://127.0.0.1:1', '--token', KEY)).toBe(4);
    expect(existsSync(stored())).toBe(false);
    expect(await jobRunner('login', '--job-url', ours.url, '--token', KEY)).toBe(0);
    expect(terminal.out.text).toContain(`logged in at ${ours.url} (me at job-control)`);
  });

  it('is shown with its principal', async () => {
    ours.caller = { key: KEY, principal: 'me' };
    await login();
    const urls = ['--job-url', ours.url, '--state-url', ours.url, '--discovery-url', ours.url];
    expect(await jobRunner('whoami', ...urls)).toBe(0);
    expect(terminal.out.text).toMatch(/job-control +http\S+ +me +jobs:read/);
  });

  it('stays so when the file was open to others before', async () => {
    mkdirSync(terminal.configDir);
    writeFileSync(stored(), '{"http://old.example":"x"}', { mode: 0o666 });
    await login();
    expect(statSync(stored()).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(stored(), 'utf8'))).toEqual({ 'http://old.example': 'x', [ours.url]: KEY });
  });

  it('is shown where it was stored for, and nowhere else', async () => {
    await login();
    expect(await jobRunner('get', 'j1', '--job-url', ours.url)).toBe(0);
    expect(await jobRunner('get', 'j1', '--job-url', theirs.url)).toBe(0);
    expect([new Set(ours.proofs), new Set(theirs.proofs)]).toEqual([new Set([`Bearer ${KEY}`]), new Set([undefined])]);
  });

  it.each([
    ['stored', [] as string[]],
    ['given by --token', ['--token', KEY]],
    ['given by --token-file', ['--token-file', 'token.txt']],
  ])('that is %s does not go where a file in the working directory says', async (_, flags) => {
    terminal.file('token.txt', `${KEY}\n`);
    terminal.file('job.json', { steps: [{ tasks: [] }] });
    await login();
    terminal.file('.job-runner.json', { jobURL: theirs.url, stateURL: theirs.url, discoveryURL: theirs.url });
    for (const command of [
      ['get', 'j1'],
      ['list'],
      ['job.json'],
      ['state', 'get', 'x'],
      ['services'],
      ['cancel', 'j1'],
    ])
      await jobRunner(...command, ...flags);
    expect(theirs.calls.length).toBeGreaterThanOrEqual(6);
    expect(theirs.proofs.filter((proof) => proof !== undefined)).toEqual([]);
  });

  it('is not stored for an address that such a file says', async () => {
    terminal.file('.job-runner.json', { jobURL: theirs.url, stateURL: theirs.url });
    await jobRunner('login', '--token', KEY, '--offline');
    expect(readFileSync(stored(), 'utf8')).not.toContain(theirs.url);
    expect(Object.keys(JSON.parse(readFileSync(stored(), 'utf8')) as object)).toEqual([
      'http://127.0.0.1:4700',
      'http://127.0.0.1:4500',
      'http://127.0.0.1:4000',
    ]);
  });

  it('goes to the address of such a file when it was stored for it', async () => {
    await login();
    terminal.file('.job-runner.json', { jobURL: ours.url });
    await jobRunner('get', 'j1');
    expect(new Set(ours.proofs)).toEqual(new Set([`Bearer ${KEY}`]));
  });

  it('does not go to a document of another caller', async () => {
    terminal.file('job.json', { steps: [{ tasks: [] }], sharedStateURL: `${theirs.url}/state/x` });
    theirs.states.set('x', { theirs: true });
    await jobRunner('job.json', '--emit', 'out.json', '--token', KEY, ...all(ours.url));
    expect(theirs.calls).toContain('GET /state/x');
    expect(theirs.proofs.every((proof) => proof === undefined)).toBe(true);
    expect(ours.proofs.every((proof) => proof === `Bearer ${KEY}`)).toBe(true);
  });

  it('given by a flag goes before the one that was stored', async () => {
    await login();
    await jobRunner('get', 'j1', '--job-url', ours.url, '--token', 'other');
    expect(new Set(ours.proofs)).toEqual(new Set(['Bearer other']));
  });

  it('may be typed, and must be something', async () => {
    expect(await jobRunner('login')).toBe(2);
    expect(existsSync(stored())).toBe(false);
    terminal.answers['API key or token'] = KEY;
    expect(await jobRunner('login', '--offline')).toBe(0);
    expect(readFileSync(stored(), 'utf8')).toContain(KEY);
  });

  it('is forgotten', async () => {
    await login();
    await jobRunner('logout', '--job-url', theirs.url);
    expect(readFileSync(stored(), 'utf8')).toContain(KEY);
    await jobRunner('logout');
    expect(JSON.parse(readFileSync(stored(), 'utf8'))).toEqual({});
  });

  it('that cannot be read is said so', async () => {
    expect(await jobRunner('list', '--token-file', 'none.txt')).toBe(2);
    expect(terminal.err.text).toContain('--token-file: ENOENT');
  });

  it.each([
    [401, 'unauthenticated', 'job-runner login'],
    [403, 'forbidden', 'ask an operator'],
  ])('that does not do (%d) comes with what to do', async (status, code, hint) => {
    ours.refusal = { status, code, detail: 'no' };
    terminal.file('job.json', { steps: [{ tasks: [] }] });
    expect(await jobRunner('job.json', ...all(ours.url))).toBe(2);
    expect(terminal.err.text).toContain(`job-control says no: no (${status}, ${code})`);
    expect(terminal.err.text).toContain(hint);
    expect(terminal.err.text).not.toContain(KEY);
  });
});

describe('job-runner make-key', () => {
  it('prints the key once, and what is kept of it', async () => {
    const terminal = new FakeTerminal();
    const args = ['make-key', '--id', 'ci', '--scope', 'jobs:write', 'jobs:read', '--expires', '2999-01-01', '--json'];
    expect(await runCli(args, terminal)).toBe(0);
    const { key, entry } = JSON.parse(terminal.out.text) as { key: string; entry: Record<string, unknown> };
    expect(key).toMatch(/^csp_ci_[\w-]{43}$/);
    expect(entry).toEqual({
      id: 'ci',
      principal: 'ci',
      scopes: ['jobs:write', 'jobs:read'],
      expires: '2999-01-01',
      hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
  });

  it.each([
    [['--id', 'C I', '--scope', 'admin'], 'id must be up to 64 of a-z 0-9 -'],
    [['--id', 'ci', '--scope', 'all'], 'scopes must be some of jobs:read'],
    [['--id', 'ci', '--scope', 'admin', '--expires', 'soon'], 'expires must be a time (RFC 3339)'],
  ])('refuses %j', async (args, message) => {
    const terminal = new FakeTerminal();
    expect(await runCli(['make-key', ...args], terminal)).toBe(2);
    expect(terminal.err.text).toContain(message);
  });
});
