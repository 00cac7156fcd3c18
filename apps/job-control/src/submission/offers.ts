import { Injectable } from '@nestjs/common';
import {
  hasEnoughFaults,
  firstWarnings,
  type JobDocument,
  stepName,
  taskAddress,
  type TaskDto,
  taskName,
} from '#contract';
import { ServiceIndex } from '#orchestration';
import { TimeSlice } from '#platform';

/** What is on offer now. Services come and go, so a tag that nobody offers yet is worth a warning, not a refusal. */
@Injectable()
export class Offers {
  constructor(private readonly index: ServiceIndex) {}

  async missingFor(document: JobDocument): Promise<string[]> {
    const missing: string[] = [];
    const slice = new TimeSlice();
    for (const [index, step] of document.steps.entries()) {
      if (step.enabled === false) continue;
      if (slice.isOver) await slice.next();
      for (const [position, task] of step.tasks.entries()) {
        missing.push(...this.missing(task, taskAddress(stepName(step, index), taskName(task, position))));
        if (hasEnoughFaults(missing)) return firstWarnings(missing);
      }
    }
    return missing;
  }

  private missing(task: TaskDto, address: string): string[] {
    const { tag, profile, resource, service, serviceName = service } = task;
    if (task.enabled === false || task.of !== undefined) return [];
    const selector = Object.fromEntries(
      Object.entries({ tag, profile, resource, serviceName }).filter(([, value]) => value !== undefined),
    );
    if (this.index.matching(selector).length > 0) return [];
    const wanted = Object.entries(selector).map(([what, value]) => `${what} "${value ?? ''}"`);
    return [`${address}: nobody offers ${wanted.join(' and ')} now`];
  }
}
