import { type Plan } from '../plan/plan';
import { type UnitRef } from '../state';

const MAX_LENGTH = 200;

/**
 * The identity of one run of a task, sent as `Idempotency-Key` and `request-id`: `job/run/step/task[/item]`. Names are
 * percent-encoded so that the id fits a header field (RFC 9110, section 5.5); where it would grow too long the names
 * give way to their positions, marked `@`, which no encoded name can contain.
 */
export function requestIdOf(jobId: string, run: number, plan: Plan, ref: UnitRef, forEach: boolean): string {
  const step = plan.steps[ref.step];
  const task = step?.tasks[ref.task];
  const item = forEach ? `/${ref.unit}` : '';
  const named = `${jobId}/${run}/${encodeName(step?.name)}/${encodeName(task?.name)}${item}`;
  return named.length <= MAX_LENGTH ? named : `${jobId}/${run}/@${ref.step}/@${ref.task}${item}`;
}

function encodeName(name = ''): string {
  // A lone surrogate has no UTF-8 form; encodeURIComponent would throw.
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd'));
}
