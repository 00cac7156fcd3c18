import { isCommandMessage, SAFE_COMMANDS } from '#contract/pure';
import { type UnitState } from './unit-state';

/** Whether a call changes nothing, by the name of its command or by the forms of its service. */
export function isSafe({ safe, body }: Pick<UnitState, 'safe' | 'body'>): boolean {
  return safe || (isCommandMessage(body) && SAFE_COMMANDS.has(body.command));
}
