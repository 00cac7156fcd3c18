import type { JobOutline, KeptSignalView, OpenEffectView } from '#contract';
import { type OpenEffect, noopReverts, openEffectCount, openEffects } from '../core/undo/open-effects';
import type { JobState } from '../core/model/state';
import { waitingFor } from '../core/queries/waiting';
import { brief } from './brief';
import { Budget } from './budget';
import { optional, rfc3339, shownLabels } from './format';
import { pausedBecause } from './paused-because';
import { toWaitingView } from './waiting-view';

/** Of warnings, and of open effects. */
const MOST_LISTED = 100;
const WARNING_BYTES = 64 * 1024;
const EFFECT_BYTES = 64 * 1024;
const ADDRESS_CHARACTERS = 8_000;

/** A job without its steps: its cost and size do not depend on the job. `baseUrl` is job-control's public address. */
export function toJobOutline(state: JobState, baseUrl: string): JobOutline {
  const cancel = state.requests.findLast(
    ({ action }) => action === 'cancel' || action === 'reject' || action === 'expire',
  );
  const waiting = waitingFor(state);
  const openShown = listed(openEffects(state, MOST_LISTED));
  const nothingToUndo = listed(noopReverts(state, MOST_LISTED));
  const { warnings } = state;
  const warned = warnings.slice(0, MOST_LISTED).map((text) => brief(text));
  const warningsShown = new Budget(WARNING_BYTES).first(warned, MOST_LISTED);
  return {
    id: state.id,
    jobId: state.id,
    status: state.status,
    createdAt: rfc3339(state.createdAt) ?? '',
    run: state.run,
    stateOwned: state.stateDoc?.owned ?? false,
    warnings: warningsShown,
    openEffects: openShown,
    href: `${baseUrl}/jobs/${state.id}`,
    rel: 'job',
    version: state.version,
    ...optional({
      name: brief(state.plan.name),
      labels: shownLabels(state.plan.labels),
      submittedBy: state.submittedBy,
      definition: state.definition && { ...state.definition },
      waitingFor: waiting && toWaitingView(waiting),
      keptSignals: keptSignals(state),
      startedAt: rfc3339(state.startedAt),
      completedAt: rfc3339(state.endedAt),
      sharedStateURL: brief(state.stateDoc?.address, ADDRESS_CHARACTERS),
      error: state.failure && {
        ...state.failure,
        message: brief(state.failure.message),
        task: brief(state.failure.task) ?? undefined,
      },
      nothingToUndo: nothingToUndo.length > 0 ? nothingToUndo : null,
      pausedBecause: pausedBecause(state),
      cancelReason: cancel && (brief(cancel.reason) ?? 'cancelled on request'),
      warningCount: countUnlessAll(state.warningCount, warningsShown.length),
      openEffectCount: countUnlessAll(openEffectCount(state), openShown.length),
    }),
  };
}

function keptSignals({ signals }: JobState): KeptSignalView[] | null {
  const kept = signals.filter(({ taken }) => !taken).slice(0, MOST_LISTED);
  if (kept.length === 0) return null;
  return kept.map(({ name, at, by }) => ({ name, receivedAt: rfc3339(at) ?? '', ...optional({ by: brief(by) }) }));
}

/** The total, if not all are shown. */
function countUnlessAll(all: number, shown: number): number | null {
  return all > shown ? all : null;
}

function listed(effects: readonly OpenEffect[]): OpenEffectView[] {
  return new Budget(EFFECT_BYTES).first(effects.map(toEffectView), MOST_LISTED);
}

function toEffectView({ task, requestId, service, reason }: OpenEffect): OpenEffectView {
  return {
    task: brief(task),
    requestId: requestId ?? '',
    service: brief(service) ?? '',
    reason: brief(reason),
  };
}
