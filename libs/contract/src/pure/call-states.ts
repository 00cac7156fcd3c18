import { ACTIONS } from './forms';

// States of calls, their effects and their undo: types of the orchestration core, and enums of the views.

/** `poll` requests the address that a response named; `read` is a command that looks whether a record exists. */
export const CALL_ACTIONS = [...ACTIONS, 'poll', 'read'] as const;
export type CallAction = (typeof CALL_ACTIONS)[number];

/** `lost`: job-control stopped before the response came. `unusable`: done, but the job cannot use the response. */
export const ATTEMPT_OUTCOMES = [
  'succeeded',
  'unusable',
  'not-executed',
  'unknown',
  'in-progress',
  'refused',
  'noop',
  'lost',
] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

/** What is known of the outside effect of a unit's calls. */
export const EFFECT_STATUSES = ['none', 'done', 'unknown'] as const;
export type EffectStatus = (typeof EFFECT_STATUSES)[number];

/** `noop`: the service says that there was nothing to undo, which is neither contradicted nor confirmed. */
export const UNDO_PHASES = [
  'pending',
  'binding',
  'calling',
  'waiting',
  'acknowledged',
  'noop',
  'not-needed',
  'open',
  'written-off',
] as const;
export type UndoPhase = (typeof UNDO_PHASES)[number];

/** Phases of what a step writes into the state document. */
export const STATE_WRITE_PHASES = ['intended', 'withdrawn', 'written', 'taken-back', 'open', 'written-off'] as const;
export type StateWritePhase = (typeof STATE_WRITE_PHASES)[number];
