import type { PlannedStep } from '#orchestration';

type PlannedWait = NonNullable<PlannedStep['wait']>;

/** What a step waits for instead of calling services. */
export function waitWords(wait: PlannedWait): string {
  if (wait.kind === 'timer') return timerWords(wait.end);
  const limit = wait.timeoutMs === null ? 'for as long as it takes' : `for up to ${seconds(wait.timeoutMs)}`;
  const without = wait.timeoutMs !== null && wait.onFailure === 'pause' ? '; without it the job pauses' : '';
  return `the signal "${wait.signal}", ${limit}${without}`;
}

function timerWords(end: Extract<PlannedWait, { kind: 'timer' }>['end']): string {
  if ('afterMs' in end) return seconds(end.afterMs);
  return `until ${'at' in end ? rfc3339(end.at) : stateTime(end)}`;
}

function stateTime({ pointer, default: otherwise }: { pointer: string; default: number | null }): string {
  const place = `the time at "${pointer}" of the state document`;
  return otherwise === null ? place : `${place}, or ${rfc3339(otherwise)}`;
}

function rfc3339(ms: number): string {
  return new Date(ms).toISOString();
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
