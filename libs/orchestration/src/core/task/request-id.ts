import { type Plan } from '../plan/plan';
import { type UnitRef } from '../model/unit-state';
import { derivedId } from './derived-id';

const MAX_LENGTH = 200;
/** Job ids that can stand before a slash, and in a header field (RFC 9110, section 5.5). */
const PLAIN_ID = /^[\w.~-]+$/;

/**
 * The identity of one run of a task, sent as `Idempotency-Key` and `request-id`: `job/run/step/task[/item]`, the names
 * percent-encoded; a digest of it where that would grow too long or could be read in two ways.
 */
export function requestIdOf(jobId: string, run: number, plan: Plan, ref: UnitRef, forEach: boolean): string {
  const step = plan.steps[ref.step]?.name ?? '';
  const task = plan.steps[ref.step]?.tasks[ref.task]?.name ?? '';
  const unit = forEach ? ref.unit : null;
  if (PLAIN_ID.test(jobId) && isEncodable(step) && isEncodable(task)) {
    const names = [jobId, run, encodeURIComponent(step), encodeURIComponent(task), ...(unit === null ? [] : [unit])];
    const named = names.join('/');
    if (named.length <= MAX_LENGTH) return named;
  }
  return derivedId('request', jobId, run, { ...ref, unit });
}

/** A lone surrogate has no UTF-8 form. */
function isEncodable(name: string): boolean {
  return !/\p{Surrogate}/u.test(name);
}
