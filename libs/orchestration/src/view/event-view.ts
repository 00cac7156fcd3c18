import type { JobEvent } from '#contract';
import type { RecordedEvent } from '../core/events';
import type { Plan } from '../core/plan/plan';

/** Members that hold what was sent, answered or stored: they may hold secrets, and the history does not show them. */
const BODIES: ReadonlySet<string> = new Set(['body', 'result', 'document', 'defaults', 'writes', 'items']);

/** One event of the history, explained by names instead of positions, and without bodies. */
export function toEventView(event: RecordedEvent, plan: Plan): JobEvent {
  const { seq, at, type, ...data } = event;
  const shown = Object.entries(data).filter(([member]) => !BODIES.has(member) && !POSITION.has(member));
  return { seq, at: new Date(at).toISOString(), type, ...placeOf(event, plan), ...Object.fromEntries(shown) };
}

const POSITION: ReadonlySet<string> = new Set(['step', 'task', 'unit']);

function placeOf(event: RecordedEvent, plan: Plan): { step?: string; task?: string } {
  if (!('step' in event)) return {};
  const step = plan.steps[event.step];
  if (!step) return {};
  const task = 'task' in event ? step.tasks[event.task] : undefined;
  if (!task) return { step: step.name };
  const item = 'unit' in event && task.forEach ? `/${event.unit}` : '';
  return { step: step.name, task: `${task.address}${item}` };
}
