import { Inject, Injectable } from '@nestjs/common';
import {
  isCommandMessage,
  type JobDocument,
  type JobPlanView,
  type PlannedStepView,
  type PlannedTaskView,
} from '#contract';
import {
  compile,
  type Located,
  type Locator,
  LOCATOR,
  OrchestrationConfig,
  type PlannedStep,
  type PlannedTask,
  policyDefaults,
} from '#orchestration';
import { inputWarnings } from './input-warnings';
import { pointOfNoReturn, returnWarnings } from './point-of-no-return';
import { reversibilityOf } from './reversibility';
import { ifUndone, ifUnknown } from './words';

/** Says who would be called now, and up to where the job could be undone. Nothing is called but forms. */
@Injectable()
export class Planner {
  constructor(
    @Inject(LOCATOR) private readonly locator: Locator,
    private readonly config: OrchestrationConfig,
  ) {}

  async plan(document: JobDocument): Promise<JobPlanView> {
    const plan = compile(document, policyDefaults(this.config));
    const warnings: string[] = [];
    const steps = await Promise.all(plan.steps.map((step, index) => this.planStep(step, `/steps/${index}`, warnings)));
    return {
      steps,
      undoableUpTo: pointOfNoReturn(steps),
      warnings: [...warnings, ...returnWarnings(steps)],
    };
  }

  private async planStep(step: PlannedStep, pointer: string, warnings: string[]): Promise<PlannedStepView> {
    const tasks = await Promise.all(
      step.tasks.map((task, index) => this.planTask(step, task, `${pointer}/tasks/${index}`, warnings)),
    );
    return { name: step.name, mode: step.mode, tasks };
  }

  private async planTask(
    step: PlannedStep,
    task: PlannedTask,
    pointer: string,
    warnings: string[],
  ): Promise<PlannedTaskView> {
    const { address, action, selector } = task;
    if (!step.enabled || !task.enabled) return { address, action, skippedBecause: 'it is disabled' };
    if (task.of !== null) return { address, action, reversible: 'full' };
    const command = isCommandMessage(task.input) ? task.input.command : null;
    const located = await this.locator.locate({ action, selector, command, same: null });
    if (!('target' in located)) {
      warnings.push(`${pointer}: ${located.reason}`);
      return { address, action, reversible: 'unknown' };
    }
    warnings.push(...inputWarnings(task.input, located.traits).map((warning) => `${pointer}${warning}`));
    return {
      address,
      action,
      service: serviceOf(located),
      reversible: reversibilityOf(located),
      ifUnknown: ifUnknown(task, located),
      ifUndone: ifUndone(task, located),
    };
  }
}

function serviceOf({ target }: Extract<Located, { target: unknown }>) {
  return { registryID: target.registryId, name: target.name, url: target.url };
}
