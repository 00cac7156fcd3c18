import { Injectable } from '@nestjs/common';
import { type JobDocument, stepName, taskAddress, type TaskDto, taskName } from '#contract';
import { ServiceIndex } from '#orchestration';

/** What is on offer now. Services come and go, so a tag that nobody offers yet is worth a warning, not a refusal. */
@Injectable()
export class Offers {
  constructor(private readonly index: ServiceIndex) {}

  missingFor(document: JobDocument): string[] {
    return document.steps.flatMap((step, index) =>
      step.enabled === false
        ? []
        : step.tasks.flatMap((task, position) =>
            this.missing(task, taskAddress(stepName(step, index), taskName(task, position))),
          ),
    );
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
