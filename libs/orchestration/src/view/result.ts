import type { JobState } from '../core/model/state';
import type { UnitState } from '../core/model/unit-state';
import { indexOfSegment } from './links';

/** Of a `forEach`, one item's. */
export interface ResultAddress {
  readonly step: string;
  readonly task: string;
  readonly item?: string | undefined;
}

/** The result of a task, or why there is none: `never`, or not `now`. */
export type ResultFound =
  { readonly result: unknown } | { readonly missing: 'never' | 'now'; readonly because: string };

export function resultAt(state: JobState, address: ResultAddress): ResultFound {
  const step = stepOfSegment(state, address.step);
  if (step === null) return never(`the job has no step "${address.step}"`);
  const { tasks } = state.plan.steps[step]!;
  const task = indexOfSegment(tasks, address.task);
  if (task === null) return never(`the step has no task "${address.task}"`);
  const { units, expanded } = state.steps[step]!.tasks[task]!;
  const isMany = tasks[task]!.forEach !== null;
  if (isMany !== (address.item !== undefined)) {
    return never(isMany ? 'it is a forEach: add the number of an item' : 'it is no forEach, and has no items');
  }
  if (!expanded) return { missing: 'now', because: 'its items are not known yet' };
  const position = address.item ?? '0';
  const unit = /^(0|[1-9]\d{0,6})$/.test(position) ? units.at(Number(position)) : undefined;
  return unit === undefined ? never(`it has ${units.length} items, and no item "${position}"`) : resultOf(unit);
}

/** The step that a segment of an address means, by name or position; null if there is none. */
export function stepOfSegment({ plan }: JobState, segment: string): number | null {
  return indexOfSegment(plan.steps, segment);
}

function resultOf({ phase, result }: UnitState): ResultFound {
  if (phase === 'succeeded') return { result };
  const because = phase === 'failed' || phase === 'skipped' ? `it ${WORDS[phase]}` : 'it has not succeeded yet';
  return { missing: 'now', because };
}

const WORDS = { failed: 'failed', skipped: 'was skipped' } as const;

function never(because: string): ResultFound {
  return { missing: 'never', because };
}
