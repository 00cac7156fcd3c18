import { hasEnded } from '#contract/pure';
import { type Command, type OperatorCommand } from '../model/commands';
import { type JournalEvent } from '../model/events';
import { type JobState } from '../model/state';
import { onResponse } from './response';
import { onBlocked, onBound, onNotBound, onStepBlocked } from './bound';
import { onOperatorCommand } from './operator-command';
import { onRecovered, onUnrecordable } from './recovered';
import * as stateDocument from './state-document';
import * as takingBack from './take-back';

/** The events that a command causes in a state. `advance` adds those that follow from them. */
export function decide(state: JobState | null, command: Command, now: number): readonly JournalEvent[] {
  if (command.type === 'submit') {
    const { type: _, ...submission } = command;
    return [{ type: 'job-accepted', ...submission }];
  }
  if (state === null) throw new Error(`${command.type} for a job that was never accepted`);
  if (isOperatorCommand(command)) return onOperatorCommand(state, command, now);
  // A late command does not change an ended job.
  if (hasEnded(state)) return [];
  switch (command.type) {
    case 'bound':
      return onBound(state, command, now);
    case 'not-bound':
      return onNotBound(state, command, now);
    case 'blocked':
      return onBlocked(state, command);
    case 'step-blocked':
      return onStepBlocked(state, command);
    case 'responded':
      return onResponse(state, command, now);
    case 'recovered':
      return onRecovered(state, now);
    case 'unrecordable':
      return onUnrecordable(state, command, now);
    case 'tick':
      return [];
    case 'state-prepared':
      return stateDocument.onStatePrepared(state);
    case 'state-failed':
      return stateDocument.onStateFailed(state, command);
    case 'state-read':
      return state.phase === 'undoing'
        ? takingBack.onTakeBackRead(state, command)
        : stateDocument.onStateRead(state, command, now);
    case 'state-written':
      return stateDocument.onStateWritten(state, command);
    case 'state-conflict':
      return stateDocument.onStateConflict(state, command);
    case 'state-refused':
      return stateDocument.refused(state, command);
    case 'state-taken-back':
      return takingBack.onTakenBack(state, command);
    case 'state-take-back-conflict':
      return takingBack.onTakeBackConflict(state, command);
    case 'state-not-taken-back':
      return takingBack.onTakeBackFailed(state, command);
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
  'signal',
]);

function isOperatorCommand(command: Command): command is OperatorCommand {
  return OPERATOR.has(command.type);
}
