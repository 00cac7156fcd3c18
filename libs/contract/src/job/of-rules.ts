import type { JobDocument } from '../dto/job/job-document.dto';
import type { FieldFault } from '../errors/field-fault';
import { stepName, taskAddress, taskName } from '../pure/job-names';
import { faultAt, type FaultSearch, objectsIn } from './faults';

/**
 * `of` refers to an earlier task: one of an earlier step, or an earlier one of the same sequential step. A task with
 * `forEach` makes many calls, so `of` would be ambiguous.
 */
export function* ofFaults(job: JobDocument): FaultSearch {
  const earlier = new Set<string>();
  for (const [stepIndex, step] of objectsIn(job.steps)) {
    const ofThisStep: string[] = [];
    for (const [taskIndex, task] of objectsIn(step.tasks)) {
      const address = taskAddress(stepName(step, stepIndex), taskName(task, taskIndex));
      yield task.of === undefined || earlier.has(task.of) ? undefined : unknown(stepIndex, taskIndex);
      if (task.forEach !== undefined) continue;
      if (step.mode === 'sequential') earlier.add(address);
      else ofThisStep.push(address);
    }
    ofThisStep.forEach((address) => earlier.add(address));
  }
}

function unknown(step: number, task: number): FieldFault {
  return faultAt(['steps', step, 'tasks', task, 'of'], 'expected the step/task of an earlier task without forEach');
}
