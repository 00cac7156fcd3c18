import { hasEnded } from '#contract/pure';
import { type JournalEvent } from '../model/events';
import { type JobState } from '../model/state';

/** A step that waits for an approval. Steps run one after another: at most one waits at a time. */
export interface PendingApproval {
  readonly step: number;
  readonly name: string;
  readonly description: string | null;
  readonly since: number;
  readonly timeoutMs: number | null;
  /** From when on it counts as refused; Infinity without a time limit. */
  readonly dueAt: number;
}

export function pendingApproval(state: JobState): PendingApproval | null {
  const { plan, phase, steps, cursor } = state;
  const step = steps[cursor];
  const planned = plan.steps[cursor];
  if (phase !== 'forward' || hasEnded(state) || step?.phase !== 'approval' || !planned?.approval) return null;
  const { description, timeoutMs } = planned.approval;
  const since = step.approvalRequestedAt ?? 0;
  return { step: cursor, name: planned.name, description, since, timeoutMs, dueAt: since + (timeoutMs ?? Infinity) };
}

/** Whether a step begins to wait for its approval with this event. */
export function requestsApproval(
  event: JournalEvent,
): event is Extract<JournalEvent, { type: 'step-started' | 'step-checked' }> {
  return (
    (event.type === 'step-started' && event.first === 'approval') ||
    (event.type === 'step-checked' && event.next === 'approval')
  );
}
