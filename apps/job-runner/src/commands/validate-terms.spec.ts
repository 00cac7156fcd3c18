import { runCli } from '../run-cli';
import { FakeTerminal } from '../testing/fake-terminal';

const DOES = 'https://travel.example/alps#doReserve';
const PROFILE = {
  alps: {
    descriptor: [
      { id: 'doReserve', type: 'unsafe', descriptor: [{ href: '#guest' }, { href: '#checkIn' }] },
      { id: 'guest', descriptor: [{ id: 'name' }] },
      { id: 'checkIn' },
    ],
  },
};

let terminal: FakeTerminal;
beforeEach(() => (terminal = new FakeTerminal()));

function validate(tasks: readonly object[], profile: object = PROFILE): Promise<number> {
  const job = terminal.file('job.json', { steps: [{ tasks }] });
  const file = terminal.file('alps.json', profile);
  return runCli(['validate', job, '--profile', file, '--job-url', 'http://127.0.0.1:1'], terminal);
}

describe('job-runner validate --profile', () => {
  it('takes a job in the terms of the profile, whatever is to be replaced in it', async () => {
    const input = { guest: { name: { $fromState: '/guest', default: 'Ada' } }, checkIn: '2027-04-12' };
    expect(await validate([{ does: DOES, input, orElse: [{ does: DOES }] }])).toBe(0);
  });

  it('names each term that the profile does not have, also of an alternative', async () => {
    const task = { does: DOES, input: { guest: { first: 'Ada' } }, orElse: [{ does: DOES, input: { when: 'now' } }] };
    expect(await validate([task])).toBe(2);
    expect(terminal.err.text).toContain(
      '/steps/0/tasks/0/input/guest/first: is no term of the profile: expected one of name',
    );
    expect(terminal.err.text).toContain(
      '/steps/0/tasks/0/orElse/0/input/when: is no term of the profile: expected one of guest, checkIn',
    );
  });

  it('names a transition that the profile does not have', async () => {
    expect(await validate([{ does: 'https://travel.example/alps#guest' }])).toBe(2);
    expect(terminal.err.text).toContain('/steps/0/tasks/0/does: the profile has no such transition');
  });

  it('refuses a profile that is none, and a job that has no terms, or those of several', async () => {
    expect(await validate([{ does: DOES }], { alps: { descriptor: [{}] } })).toBe(2);
    expect(terminal.err.text).toContain('/alps/descriptor/0: a descriptor needs an id or an href');
    expect(await validate([{ tag: 'hotel' }])).toBe(2);
    expect(terminal.err.text).toContain('no task of the job says');
    expect(await validate([{ does: DOES }, { does: 'https://other.example/alps#a' }])).toBe(2);
    expect(terminal.err.text).toContain('terms of several profiles');
  });
});
