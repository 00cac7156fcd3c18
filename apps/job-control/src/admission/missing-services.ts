import { Injectable } from '@nestjs/common';
import {
  type CallDto,
  callsOf,
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

/** Tasks that no registered service matches now: a warning rather than a fault, as services come and go. */
@Injectable()
export class MissingServices {
  constructor(private readonly index: ServiceIndex) {}

  async warningsFor(document: JobDocument): Promise<string[]> {
    const warnings: string[] = [];
    const slice = new TimeSlice();
    for (const [index, step] of document.steps.entries()) {
      if (step.enabled === false) continue;
      if (slice.isOver) await slice.next();
      for (const [position, task] of (step.tasks ?? []).entries()) {
        warnings.push(...this.warnings(task, taskAddress(stepName(step, index), taskName(task, position))));
        if (hasEnoughFaults(warnings)) return firstWarnings(warnings);
      }
    }
    return warnings;
  }

  private warnings(task: TaskDto, address: string): string[] {
    if (task.enabled === false || task.of !== undefined) return [];
    return callsOf(task, []).flatMap(([call, [, alternative]]) =>
      this.warningOf(call, alternative === undefined ? address : `${address} (alternative ${Number(alternative) + 1})`),
    );
  }

  /** Who offers a transition is known to discovery, and told by a plan. */
  private warningOf(call: CallDto, address: string): string[] {
    const { tag, profile, resource, service, serviceName = service, does } = call;
    if (does !== undefined) return [];
    const selector = Object.fromEntries(
      Object.entries({ tag, profile, resource, serviceName }).filter(([, value]) => value !== undefined),
    );
    if (this.index.matching(selector).length > 0) return [];
    const wanted = Object.entries(selector).map(([what, value]) => `${what} "${value ?? ''}"`);
    return [`${address}: no service offers ${wanted.join(' and ')} now`];
  }
}
