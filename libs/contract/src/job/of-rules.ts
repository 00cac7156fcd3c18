import type { JobDocument } from '../dto/job/job-document.dto';
import type { FieldFault } from '../errors/field-fault';
import { stepName, taskAddress, taskName } from '../pure/job-names';
import { faultAt, objectsIn } from './faults';

/**
 * `of` refers to an earlier task: one of an earlier step, or an earlier one of the same sequential step. A task with
 * `forEach` makes many calls, so `of` would be ambiguous.
 */
export function ofFaults(job: JobDocument): FieldFault[] {
  const earlier = new Set<string>();
  return objectsIn(job.steps).flatMap(([stepIndex, step]) => {
    const ofThisStep: string[] = [];
    const faults = objectsIn(step.tasks).flatMap(([taskIndex, task]) => {
      const address = taskAddress(stepName(step, stepIndex), taskName(task, taskIndex));
      const isKnown = task.of === undefined || earlier.has(task.of);
      if (task.forEach !== undefined) return isKnown ? [] : [unknown(stepIndex, taskIndex)];
      if (step.mode === 'sequential') earlier.add(address);
      else ofThisStep.push(address);
      return isKnown ? [] : [unknown(stepIndex, taskIndex)];
    });
    ofThisStep.forEach((address) => earlier.add(address));
    return faults;
  });
}

function unknown(step: number, task: number): FieldFault {
  return faultAt(['steps', step, 'tasks', task, 'of'], 'expected the step/task of an earlier task without forEach');
}
