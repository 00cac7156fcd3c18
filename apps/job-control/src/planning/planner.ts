import { Inject, Injectable } from '@nestjs/common';
import {
  hasEnoughFaults,
  firstWarnings,
  isCommandMessage,
  isJsonObject,
  type JobDocument,
  type JobPlanView,
  type PlannedCallView,
  type PlannedTaskView,
} from '#contract';
import {
  branchesOf,
  compiling,
  type Located,
  type Locator,
  LOCATOR,
  OrchestrationConfig,
  type PlannedStep,
  type PlannedTask,
  policyDefaults,
  startedDefinition,
  translationView,
} from '#orchestration';
import { inTimeSlices, TimeSlice } from '#platform';
import { inputWarnings } from './input-warnings';
import { firstTasks } from './first-tasks';
import { pointOfNoReturn, returnWarnings } from './point-of-no-return';
import { leastReversible, reversibilityOf } from './reversibility';
import { waitWords } from './wait-words';
import { ifUndone, ifUnknown } from './words';

/** Tasks that are located at the same time. */
const AT_ONCE = 100;

/** Plans a job without running it: which service each task would call now, and up to where it could be undone. Reads only forms. */
@Injectable()
export class Planner {
  constructor(
    @Inject(LOCATOR) private readonly locator: Locator,
    private readonly config: OrchestrationConfig,
  ) {}

  async plan(document: JobDocument): Promise<JobPlanView> {
    const plan = await inTimeSlices(compiling(document, policyDefaults(this.config)));
    const warnings: string[] = [];
    const tasks = await this.planTasks(plan.steps, warnings);
    const steps = plan.steps.map(({ name, mode, enabled, wait }, index) => ({
      name,
      mode,
      ...(enabled && wait && { waitsFor: waitWords(wait) }),
      tasks: tasks[index] ?? [],
    }));
    return {
      ...firstTasks(steps),
      undoableUpTo: pointOfNoReturn(steps),
      warnings: firstWarnings([...warnings, ...returnWarnings(steps)]),
    };
  }

  /** The planned tasks of each step. */
  private async planTasks(steps: readonly PlannedStep[], warnings: string[]): Promise<PlannedTaskView[][]> {
    const places = steps.flatMap((step, at) => step.tasks.map((task, index) => ({ step, at, task, index })));
    const planned: PlannedTaskView[][] = steps.map(() => []);
    const slice = new TimeSlice();
    for (let first = 0; first < places.length; first += AT_ONCE) {
      await Promise.all(
        places.slice(first, first + AT_ONCE).map(async ({ step, at, task, index }) => {
          planned[at]![index] = await this.planTask(step, task, `/steps/${at}/tasks/${index}`, warnings);
        }),
      );
      if (slice.isOver) await slice.next();
    }
    return planned;
  }

  private async planTask(
    step: PlannedStep,
    task: PlannedTask,
    pointer: string,
    warnings: string[],
  ): Promise<PlannedTaskView> {
    const { address, action } = task;
    if (!step.enabled || !task.enabled) return { address, action, skippedBecause: 'it is disabled' };
    if (task.of !== null) return { address, action, ...onFailureOf(task), reversible: 'full' };
    const own = await this.planCall(task, pointer, warnings);
    const [, ...branches] = branchesOf(task);
    const alternatives: PlannedCallView[] = [];
    for (const [index, branch] of branches.entries()) {
      alternatives.push(await this.planCall(branch, `${pointer}/orElse/${index}`, warnings));
    }
    return { address, action, ...own, ...onFailureOf(task), ...withAlternatives(own, alternatives) };
  }

  private async planCall(task: PlannedTask, pointer: string, warnings: string[]): Promise<PlannedCallView> {
    const { action, selector } = task;
    const definition = startedDefinition(task);
    const command = isCommandMessage(task.input) ? task.input.command : null;
    const terms = isJsonObject(task.input) ? task.input : null;
    const located = await this.locator.locate({ action, selector, command, terms, same: null });
    if (!('target' in located)) {
      if (!hasEnoughFaults(warnings)) warnings.push(`${pointer}: ${located.reason}`);
      return { reversible: 'unknown' };
    }
    if (!hasEnoughFaults(warnings)) {
      warnings.push(...inputWarnings(task.input, located.traits).map((warning) => `${pointer}${warning}`));
    }
    return {
      ...(definition !== null && { definition }),
      service: serviceOf(located),
      ...(located.target.translation && { translation: translationView(located.target.translation) }),
      reversible: reversibilityOf(located),
      ifUnknown: ifUnknown(task, located),
      ifUndone: ifUndone(task, located),
    };
  }
}

function onFailureOf({ onFailure }: PlannedTask): Pick<PlannedTaskView, 'onFailure'> {
  return onFailure === 'undo' ? {} : { onFailure };
}

function withAlternatives(
  own: PlannedCallView,
  alternatives: PlannedCallView[],
): Pick<PlannedTaskView, 'alternatives' | 'reversibleAtWorst'> {
  if (alternatives.length === 0) return {};
  return { alternatives, reversibleAtWorst: leastReversible([own, ...alternatives]) };
}

function serviceOf({ target }: Extract<Located, { target: unknown }>) {
  return { registryID: target.registryId, name: target.name, url: target.url };
}
