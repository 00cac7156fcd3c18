import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../run-cli';
import { FakeTerminal } from '../testing/fake-terminal';

let terminal: FakeTerminal;
const written = (name: string): unknown => JSON.parse(readFileSync(join(terminal.cwd, name), 'utf8'));

beforeEach(() => (terminal = new FakeTerminal()));

describe('job-runner init', () => {
  it('writes a job that is valid as it stands', async () => {
    expect(await runCli(['init', '--tag', 'note'], terminal)).toBe(0);
    expect(written('job.json')).toMatchObject({ name: 'my-note', steps: [{ tasks: [{ tag: 'note' }] }, {}] });
    await runCli(['validate', 'job.json', '--job-url', 'http://127.0.0.1:1'], terminal);
    expect(terminal.out.text).toContain('job.json is a valid job document');
  });

  it('asks for what the flags leave open', async () => {
    terminal.answers = { 'What does it work on': 'seat', 'Name of the design': 'seats' };
    expect(await runCli(['init', 'seats.json', '--design'], terminal)).toBe(0);
    expect(written('seats.json')).toMatchObject({ resourceType: 'seat', serviceInfo: { serviceName: 'seats' } });
  });

  it('replaces a file only with --force', async () => {
    terminal.file('job.json', { mine: true });
    expect(await runCli(['init'], terminal)).toBe(2);
    expect(terminal.err.text).toContain('job.json is there already');
    expect(written('job.json')).toEqual({ mine: true });
    expect(await runCli(['init', '--overwrite'], terminal)).toBe(0);
  });
});
