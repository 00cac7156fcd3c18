import { runCli } from '../run-cli';
import { FakeTerminal } from '../testing/fake-terminal';

const DOCUMENT = { name: 'order', steps: [{ name: 'a', tasks: [{ name: 'b', tag: 'todo', input: {} }] }] };

let terminal: FakeTerminal;
beforeEach(() => (terminal = new FakeTerminal()));

describe('job-runner replay', () => {
  it.each([
    ['an object', { seq: 1 }, 'expected an array of events'],
    ['a history without its beginning', [{ seq: 2, at: 1, type: 'paused' }], 'expected the event with seq 1'],
    ['one that was shown without bodies', [{ seq: 1, at: 1, type: 'job-accepted' }], 'bodies included'],
    ['one with a gap', [{ seq: 1, at: 1, type: 'job-accepted', document: DOCUMENT }, { seq: 3 }], '/1: expected'],
  ])('refuses %s', async (_, history, says) => {
    terminal.file('history.json', history);
    expect(await runCli(['replay', 'history.json'], terminal)).toBe(2);
    expect(terminal.err.text).toContain(says);
  });
});
