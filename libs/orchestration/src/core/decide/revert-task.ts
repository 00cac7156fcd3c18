import { CHANGING_COMMANDS, isCommandMessage } from '#contract/pure';
import { StateDraft } from '../evolve/state-draft';
import { type JobState } from '../model/state';
import { isNoop } from '../model/service-response';
import { type Verdict } from '../task/verdict';
import { type LocatedUnit, unitAt } from '../queries/units';
import { undoNeed } from '../queries/undo-need';

type Succeeded = Extract<Verdict, { kind: 'succeeded' }>;

/**
 * A noop as the response to a task that reverts an earlier one (`of`) means that nothing was undone. If there was an
 * effect, the task has failed: the effect is still there.
 */
export function judgeRevertTask(state: JobState, located: LocatedUnit, verdict: Succeeded): Verdict {
  const { unconfirmed, target } = located.unit.call;
  if (!isNoop(verdict.body) || (unconfirmed && target?.requestIds) || !leftSomething(state, located)) return verdict;
  const { status } = verdict;
  const message = `responded with ${status} noop: nothing was undone, though the call had succeeded`;
  return { kind: unconfirmed ? 'unknown' : 'not-executed', status, message, retryable: false };
}

/** Whether the effect that the task is to revert was certainly there before it. */
function leftSomething(state: JobState, { ref, planned: { of } }: LocatedUnit): boolean {
  if (of === null) return false;
  const draft = new StateDraft(state);
  draft.changeUnit(ref, (unit) => void (unit.effect = 'none'));
  const before = draft.state;
  const original = unitAt(before, { ...of, unit: 0 });
  const { effect, body } = original.unit;
  const need = undoNeed(before, original);
  const certain = need.needed && !need.unconfirmed && effect === 'done';
  return certain && isCommandMessage(body) && CHANGING_COMMANDS.has(body.command);
}
