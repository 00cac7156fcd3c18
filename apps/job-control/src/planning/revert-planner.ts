import { Inject, Injectable } from '@nestjs/common';
import {
  type NotUndoableView,
  type PlannedRevertView,
  type PlannedTakeBackView,
  PlatformError,
  type RevertPlanView,
} from '#contract';
import {
  ActionRefused,
  type Clock,
  CLOCK,
  type JobState,
  type Locator,
  LOCATOR,
  type PlannedRevert,
  planRevert,
  planTakeBack,
  type RevertedStep,
  STATE_CLIENT,
  type StateClient,
} from '#orchestration';
import { TimeSlice } from '#platform';
import { reversibilityOf } from './reversibility';
import { ifUndone } from './words';

/** The most effects, and pointers, that a plan shows. */
const MOST_TOLD = 1_000;

/** Plans the undo of a job: what a revert would do now. It reads forms and the state document, and calls no command. */
@Injectable()
export class RevertPlanner {
  constructor(
    @Inject(LOCATOR) private readonly locator: Locator,
    @Inject(STATE_CLIENT) private readonly states: StateClient,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws PlatformError `conflict` where a revert makes no sense now */
  async plan(job: JobState, to: string | null): Promise<RevertPlanView> {
    const steps = this.stepsOf(job, to);
    const reverts = steps.flatMap((step) => step.reverts);
    const effects: PlannedRevertView[] = [];
    const slice = new TimeSlice();
    for (const revert of reverts.slice(0, MOST_TOLD)) {
      if (slice.isOver) await slice.next();
      effects.push(await this.effect(revert));
    }
    const { state, warnings } = await this.takeBacks(job, steps);
    return {
      jobId: job.id,
      ...(to !== null && { to }),
      effects,
      ...(reverts.length > MOST_TOLD && { effectsLeftOut: reverts.length - MOST_TOLD }),
      state: state.slice(0, MOST_TOLD),
      notUndoable: [...effects.flatMap(leftOpen), ...state.flatMap(leftAsItIs)].slice(0, MOST_TOLD),
      warnings,
    };
  }

  private stepsOf(job: JobState, to: string | null): RevertedStep[] {
    try {
      return planRevert(job, to, this.clock.now());
    } catch (error) {
      if (error instanceof ActionRefused) throw new PlatformError('conflict', error.message, { cause: error });
      throw error;
    }
  }

  private async effect({
    task,
    requestId,
    located,
    bind,
    because,
    staysOpen,
  }: PlannedRevert): Promise<PlannedRevertView> {
    const { planned, unit } = located;
    const service = unit.call.target?.name;
    const about = { task, ...(requestId !== null && { requestId }), ...(service !== undefined && { service }) };
    if (bind === null)
      return { ...about, action: staysOpen ? 'left-open' : 'none', ...(because !== null && { because }) };
    const found = await this.locator.locate(bind);
    if (!('target' in found)) return { ...about, action: 'wait', because: found.reason };
    const { registryId: registryID, name, url, endpoints } = found.target;
    const reversible = reversibilityOf(found);
    const isOffered = endpoints.revert !== null && reversible !== 'none';
    return {
      ...about,
      action: isOffered ? 'revert' : 'left-open',
      instance: { registryID, name, url },
      reversible,
      because: ifUndone(planned, found),
    };
  }

  private async takeBacks(
    { stateDoc, submittedBy }: JobState,
    steps: readonly RevertedStep[],
  ): Promise<{ state: PlannedTakeBackView[]; warnings: string[] }> {
    if (!stateDoc || steps.every(({ write }) => write === null)) return { state: [], warnings: [] };
    try {
      const { document } = await this.states.read(stateDoc.address, 0, submittedBy);
      return { state: planTakeBack(steps, document), warnings: [] };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { state: [], warnings: [`the state document could not be read: ${reason}`] };
    }
  }
}

function leftOpen({ task, action, because = '' }: PlannedRevertView): NotUndoableView[] {
  return action === 'left-open' ? [{ what: task, reason: because }] : [];
}

function leftAsItIs({ step, pointer, outcome }: PlannedTakeBackView): NotUndoableView[] {
  return outcome === 'changed-since'
    ? [{ what: `${step}${pointer}`, reason: 'others changed what the step left there' }]
    : [];
}
