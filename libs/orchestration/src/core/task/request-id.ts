import { type JobState } from '../model/state';
import { type UnitRef } from '../model/unit-state';
import { numberOfAlternative, stepAt } from '../queries/units';
import { derivedId } from './derived-id';

const MAX_LENGTH = 200;
/** Job ids that can stand before a slash, and in a header field (RFC 9110, section 5.5). */
const PLAIN_ID = /^[\w.~-]+$/;

/**
 * The identity of one run of a task, sent as `Idempotency-Key` and `request-id`: `job/run/step/task[/item][/else/n]`, the
 * names percent-encoded, `n` the number of the alternative; a digest of it where that would grow too long or could be read
 * in two ways.
 */
export function requestIdOf(state: JobState, ref: UnitRef): string {
  const { id, run } = state;
  const { plan } = stepAt(state, ref.step);
  const planned = plan.tasks[ref.task];
  const unit = planned?.forEach ? ref.unit : null;
  const alternative = numberOfAlternative(state, ref);
  const names = [plan.name, planned?.name ?? ''];
  if (PLAIN_ID.test(id) && names.every(isEncodable)) {
    const item = unit === null ? [] : [unit];
    const orElse = alternative === 0 ? [] : ['else', alternative];
    const named = [id, run, ...names.map(encodeURIComponent), ...item, ...orElse].join('/');
    if (named.length <= MAX_LENGTH) return named;
  }
  return derivedId('request', id, run, { ...ref, unit, alternative });
}

/** A lone surrogate has no UTF-8 form. */
function isEncodable(name: string): boolean {
  return !/\p{Surrogate}/u.test(name);
}
