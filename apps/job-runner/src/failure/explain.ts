import type { ApiError, UnreachableError } from '#clients';
import type { FieldFault } from '#contract';
import { isApiError, isUnreachable } from './client-errors';
import { EXIT } from './exit-codes';
import { Interrupted } from './interrupted';
import { InvalidFile, type FileFault } from './invalid-file';
import { UsageError } from './usage-error';
import { WrongAddress } from './wrong-address';

export interface Explanation {
  exitCode: number;
  code: string;
  message: string;
  faults?: readonly FieldFault[];
  /** What to do next. */
  hints?: readonly string[];
}

/** An error in words for people, with its exit code. */
export function explain(error: unknown): Explanation {
  if (error instanceof UsageError) return { exitCode: EXIT.usage, code: 'usage', message: error.message };
  if (error instanceof InvalidFile) return ofFile(error);
  if (error instanceof Interrupted) return ofInterruption(error);
  if (isUnreachable(error)) return ofSilence(error);
  if (error instanceof WrongAddress)
    return { exitCode: EXIT.unreachable, code: 'wrong-address', message: error.message };
  if (isApiError(error)) return ofResponse(error);
  return { exitCode: EXIT.undone, code: 'internal', message: `this is a fault in job-runner: ${String(error)}` };
}

/** For people, or as one line of JSON for programs. */
export function explanationLines(explanation: Explanation, json = false): string[] {
  if (json) return [JSON.stringify({ type: 'error', ...explanation })];
  const { message, faults = [], hints = [] } = explanation;
  return [`job-runner: ${message}`, ...faults.map(faultLine), ...hints.map((hint) => `  ${hint}`)];
}

function ofFile({ file, expected, faults }: InvalidFile): Explanation {
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  const message = `${file} is not ${expected} (${count}); nothing was called`;
  return { exitCode: EXIT.usage, code: 'invalid-file', message, faults };
}

function ofInterruption({ jobId, message }: Interrupted): Explanation {
  const hints =
    jobId === undefined
      ? ['whether it was accepted: job-runner list']
      : [`watch it:   job-runner watch ${jobId}`, `undo it:    job-runner cancel ${jobId}`];
  return { exitCode: EXIT.interrupted, code: 'interrupted', message, hints };
}

function ofSilence({ code, message }: UnreachableError): Explanation {
  const hints = ['the whole platform on this machine: scripts/start-all.sh'];
  return { exitCode: EXIT.unreachable, code, message, hints };
}

const HINTS: Readonly<Partial<Record<number, readonly string[]>>> = {
  401: [
    'say who you are: job-runner login, --token-file or JOB_RUNNER_TOKEN',
    'to an address that only .job-runner.json names goes nothing but what was stored for it: job-runner login --job-url …',
  ],
  403: ['ask an operator for a key with this permission, or the owner'],
};

function ofResponse({ service, status, code, detail, errors, transient, retryAfterMs }: ApiError): Explanation {
  const isOdd = code === 'bad-answer';
  const again =
    retryAfterMs === undefined ? 'try again in a moment' : `try again in ${Math.ceil(retryAfterMs / 1000)} s`;
  return {
    exitCode: isOdd || transient || status >= 500 ? EXIT.unreachable : EXIT.usage,
    code,
    message: isOdd && status < 300 ? detail : `${service} says no: ${detail} (${status}, ${code})`,
    faults: errors,
    hints: transient ? [again] : (HINTS[status] ?? []),
  };
}

function faultLine({ pointer, message, line }: FileFault): string {
  const place = [line === undefined ? '' : `line ${line}`, pointer].filter(Boolean).join('  ');
  return `  ${place === '' ? 'the whole document' : place}: ${message}`;
}
