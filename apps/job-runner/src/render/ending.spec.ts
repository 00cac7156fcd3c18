import { aJob, aStep, atSecond } from '../testing/job-examples';
import { endingLines } from './ending';
import { plain } from './paint';

describe('the ending of a job', () => {
  it('says which task failed, and that the rest was undone', () => {
    const error = { task: 'pay/charge', code: 'refused' as const, message: 'card declined' };
    expect(endingLines(aJob({ status: 'failed', completedAt: atSecond(9), error }), plain)).toEqual([
      'pay/charge: card declined',
      'order: failed; what had been done is undone',
    ]);
  });

  it('calls nothing undone of which the service says that there was nothing to undo', () => {
    const nothingToUndo = [
      { task: 'mail/send', requestId: 'j1/1/mail/send', service: 'mailer', reason: 'nothing to undo, says mailer' },
    ];
    expect(endingLines(aJob({ status: 'failed', completedAt: atSecond(9), nothingToUndo }), plain)).toEqual([
      'order: failed; what had been done is undone, but for what follows',
      '  mail/send: nothing to undo, says mailer',
    ]);
  });

  it('says what a revert left as it is', () => {
    const steps = [aStep('reserve', 'completed'), aStep('pay', 'reverted')];
    expect(endingLines(aJob({ status: 'reverted', completedAt: atSecond(9), steps }), plain)).toEqual([
      'order: reverted from step pay on; what reserve did was left as it is',
    ]);
  });

  it('lists what could not be undone, and what to do about it', () => {
    const openEffects = [
      { task: 'reserve/todo', requestId: 'j1/1/reserve/todo', service: 'todo', reason: 'no /revert' },
    ];
    expect(endingLines(aJob({ status: 'needs-attention', completedAt: atSecond(9), openEffects }), plain)).toEqual([
      'order: needs attention; not everything could be undone',
      '  still to be undone:',
      '    reserve/todo on todo: no /revert (request j1/1/reserve/todo)',
      '  try again:          job-runner continue j1',
      '  or write one off:   job-runner continue j1 --skip reserve/todo --reason "…"',
    ]);
  });
});
