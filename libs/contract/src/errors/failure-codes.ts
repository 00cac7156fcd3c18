/**
 * Why a task, a step or a whole job failed: `error.code` of the job's record. (The platform's own error responses use
 * error codes.) One page per code lives in docs/errors.
 */
export const failureCodes = [
  'refused',
  'not-reachable',
  'address-refused',
  'outcome-unknown',
  'cannot-settle',
  'still-in-progress',
  'no-service',
  'secret-refused',
  'secret-unavailable',
  'unusable-answer',
  'not-json',
  'source-path-missing',
  'input-not-object',
  'state-value-missing',
  'limit-exceeded',
  'state-unavailable',
  'state-conflict',
  'state-refused',
  'state-not-taken-back',
  'task-expired',
  'signal-timeout',
  'internal',
] as const;

export type FailureCode = (typeof failureCodes)[number];
