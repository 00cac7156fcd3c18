import { isCommandMessage } from '#contract';
import {
  type Found,
  mayAffectOlderRecord,
  type PlannedTask,
  type UncertainCall,
  settlementMethodOf,
} from '#orchestration';

/** How an unknown outcome would be settled, and why. */
export function ifUnknown({ action, input, onUnknown }: PlannedTask, { target }: Found): string {
  if (action !== 'execute') return `asked for again: a ${action} may come any number of times`;
  const call: UncertainCall = { body: input, madeId: getsId(input), target, onUnknown, noRepeat: false };
  const { by, because } = settlementMethodOf(call);
  const isBarred = onUnknown !== 'undo' && mayAffectOlderRecord(call);
  if (by === 'read') return `asked for with read, as ${because}; left open, and not reverted, where a record is found`;
  if (by !== null) return `settled by ${by}: ${because}`;
  const end = isBarred ? 'it would be left open, as a revert could take what was there before' : 'it would be undone';
  return `cannot be settled: ${because}; ${end}`;
}

/** A `create` without an id gets a unique one from job-control. */
function getsId(input: unknown): boolean {
  return isCommandMessage(input) && input.command === 'create' && !input.id;
}

/** What undoing would do, and which declaration says so. */
export function ifUndone({ action }: PlannedTask, { target, traits }: Found): string {
  const { name, endpoints } = target;
  if (action === 'revert') return 'nothing: a revert is not undone';
  if (traits.safe) return 'nothing: it is safe, and changes nothing';
  if (endpoints.revert === null) return `it cannot be undone: ${name} offers no revert`;
  switch (traits.reversible) {
    case 'full':
      return `reversible: ${name} declares that revert leaves nothing of it`;
    case 'compensating':
      return `compensated: ${name} declares that revert makes up for it`;
    case 'none':
      return `it cannot be undone: ${name} declares so`;
    default:
      return `its revert is called, and ${name} does not say what that is worth`;
  }
}
