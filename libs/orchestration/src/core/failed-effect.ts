import { type Command } from './model/commands';
import { type Effect } from './model/effects';

/**
 * The command for an effect whose performer threw, or returned an invalid command. A call may have been sent: its
 * outcome is unknown. Every other effect failed.
 */
export function commandOfFailedEffect(effect: Exclude<Effect, { kind: 'wake' }>, error: unknown): Command {
  const message = error instanceof Error ? error.message : String(error);
  switch (effect.kind) {
    case 'bind':
      return { type: 'not-bound', ...effect.unit, undo: effect.undo, message };
    case 'call': {
      const { unit, undo, attempt, requestId } = effect;
      return { type: 'responded', ...unit, undo, attempt, requestId, response: { kind: 'no-response', message } };
    }
    case 'prepare-state':
      return { type: 'state-failed', step: null, message };
    case 'read-state':
    case 'write-state':
      return { type: 'state-failed', step: effect.step, message };
    case 'take-back-state':
      return { type: 'state-not-taken-back', step: effect.step, message };
  }
}
