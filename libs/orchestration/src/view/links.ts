import type { JobState } from '../core/model/state';
import type { LocatedUnit } from '../core/queries/units';

/** Servers and proxies refuse longer addresses. */
const MOST_CHARACTERS = 300;

/** The address of the tasks of a step, in pages. */
export function tasksHref({ id, plan }: JobState, step: number, baseUrl: string): string {
  return `${baseUrl}/jobs/${id}/steps/${segment(plan.steps[step]?.name ?? '', step)}/tasks`;
}

/** The address of the result of a task, or of an item of a `forEach`. */
export function resultHref({ id, plan }: JobState, { ref, planned }: LocatedUnit, baseUrl: string): string {
  const step = segment(plan.steps[ref.step]?.name ?? '', ref.step);
  const item = planned.forEach ? `/${ref.unit}` : '';
  return `${baseUrl}/jobs/${id}/results/${step}/${segment(planned.name, ref.task)}${item}`;
}

/** Resolves a segment of an address: a name, otherwise a position. */
export function indexOfSegment(items: readonly { readonly name: string }[], segment: string): number | null {
  const named = items.findIndex(({ name }) => name === segment);
  if (named >= 0) return named;
  const position = /^\d{1,7}$/.test(segment) ? Number(segment) : -1;
  return position in items ? position : null;
}

/** A name, or its position if the name cannot be part of an address. */
function segment(name: string, position: number): string {
  // A lone surrogate has no UTF-8 form, and clients resolve dots as parent folders.
  if (name.length > MOST_CHARACTERS || /^\.\.?$|\p{Surrogate}/u.test(name)) return String(position);
  const encoded = encodeURIComponent(name);
  return encoded.length > MOST_CHARACTERS ? String(position) : encoded;
}
