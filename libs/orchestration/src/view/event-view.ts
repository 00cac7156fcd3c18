import type { JobEvent } from '#contract';
import type { RecordedEvent } from '../core/model/events';
import { requestsApproval } from '../core/queries/pending-approval';
import { optional, shownLabels } from './format';
import type { Plan, PlannedStep } from '../core/plan/plan';

/** Members with request, response or stored bodies, which may hold secrets, and keys of requests: the history omits them. */
const HIDDEN: ReadonlySet<string> = new Set([
  'body',
  'result',
  'document',
  'defaults',
  'writes',
  'items',
  'requestKey',
  'fingerprint',
]);

/** One event of the history, explained by names instead of positions, and without bodies. */
export function toEventView(event: RecordedEvent, plan: Plan): JobEvent {
  const { seq, at, type, ...data } = event;
  const shown = Object.entries(data).filter(([member]) => !HIDDEN.has(member) && !POSITION.has(member));
  return {
    seq,
    at: new Date(at).toISOString(),
    type,
    ...labelsOf(plan),
    ...placeOf(event, plan),
    ...Object.fromEntries(shown),
  };
}

/** With every event, so that a reader of events alone can choose by them. */
function labelsOf({ labels }: Plan): Pick<JobEvent, 'labels'> {
  return optional({ labels: shownLabels(labels) });
}

const POSITION: ReadonlySet<string> = new Set(['step', 'task', 'unit']);

function placeOf(event: RecordedEvent, plan: Plan): { step?: string; task?: string; approval?: string } {
  const step = 'step' in event && event.step != null ? plan.steps[event.step] : undefined;
  if (!step) return {};
  const task = 'task' in event ? step.tasks[event.task] : undefined;
  if (!task) return { step: step.name, ...approvalIn(event, step) };
  const item = 'unit' in event && task.forEach ? `/${event.unit}` : '';
  return { step: step.name, task: `${task.address}${item}` };
}

/** The question to the approver, with every event that begins or ends such a wait. */
function approvalIn(event: RecordedEvent, { approval }: PlannedStep): { approval?: string } {
  const concerns = requestsApproval(event) || event.type === 'step-approved' || event.type === 'stopping';
  return concerns && approval?.description != null ? { approval: approval.description } : {};
}
