import { plain } from '../render/paint';
import { aJob, aStep, atSecond } from '../testing/job-examples';
import { LiveReporter } from './live-reporter';

const UP_AND_CLEAR = '\u001b[2A\u001b[0J';

describe('the live tree', () => {
  const written: string[] = [];
  const screen = { isTTY: true, rows: 10, write: (text: string) => written.push(text) };
  const live = new LiveReporter(screen, plain, false);

  beforeEach(() => (written.length = 0));
  afterAll(() => live.close());

  it('is drawn in place: each time over what was drawn before', () => {
    live.changed(aJob({ steps: [aStep('a', 'running')] }));
    live.changed(aJob({ steps: [aStep('a', 'completed')] }));
    expect(written[0]).not.toContain(UP_AND_CLEAR);
    expect(written[1]?.startsWith(UP_AND_CLEAR)).toBe(true);
    expect(written[1]).toContain('└ ✔ a');
  });

  it('stays on the screen as a whole when the job has ended', () => {
    live.ended(aJob({ status: 'completed', completedAt: atSecond(9), steps: [aStep('a', 'completed')] }));
    expect(written.join('').startsWith(UP_AND_CLEAR)).toBe(true);
    expect(written.join('')).toContain('└ ✔ a\norder: completed\n');
  });
});
