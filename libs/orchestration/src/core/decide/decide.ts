import { type Command, type OperatorCommand } from '../commands';
import { type JobEvent } from '../events';
import { hasEnded } from '../evolve/evolve';
import { type JobState } from '../state';
import { answered } from './answered';
import { blocked, bound, notBound, stepBlocked } from './bound';
import { operate } from './operate';
import { recovered, unrecordable } from './recovered';
import * as stateDocument from './state-document';
import * as takingBack from './taking-back';

/** What a command means in a state. What follows from that by itself is `advance`'s business. */
export function decide(state: JobState | null, command: Command, now: number): readonly JobEvent[] {
  if (command.type === 'submit') {
    const { type: _, ...submission } = command;
    return [{ type: 'job-accepted', ...submission }];
  }
  if (state === null) throw new Error(`${command.type} for a job that was never accepted`);
  if (isOperatorCommand(command)) return operate(state, command, now);
  // Evidence that comes after the end changes nothing.
  if (hasEnded(state)) return [];
  switch (command.type) {
    case 'bound':
      return bound(state, command, now);
    case 'not-bound':
      return notBound(state, command, now);
    case 'blocked':
      return blocked(state, command);
    case 'step-blocked':
      return stepBlocked(state, command);
    case 'answered':
      return answered(state, command, now);
    case 'recovered':
      return recovered(state, now);
    case 'unrecordable':
      return unrecordable(state, command, now);
    case 'tick':
      return [];
    case 'state-prepared':
      return stateDocument.prepared(state);
    case 'state-failed':
      return stateDocument.failed(state, command);
    case 'state-read':
      return state.phase === 'undoing' ? takingBack.read(state, command) : stateDocument.read(state, command);
    case 'state-written':
      return stateDocument.written(state, command);
    case 'state-conflict':
      return stateDocument.conflict(state, command);
    case 'state-refused':
      return stateDocument.refused(state, command);
    case 'state-taken-back':
      return takingBack.done(state, command);
    case 'state-take-back-conflict':
      return takingBack.conflict(state, command);
    case 'state-not-taken-back':
      return takingBack.failed(state, command);
  }
}

const OPERATOR: ReadonlySet<string> = new Set([
  'cancel',
  'kill',
  'pause',
  'continue',
  'rerun',
  'revert',
  'approve',
  'reject',
]);

function isOperatorCommand(command: Command): command is OperatorCommand {
  return OPERATOR.has(command.type);
}
