import type { JobDocument } from '../dto/job/job-document.dto';
import type { FieldFault } from '../errors/field-fault';
import { stepName, taskAddress, taskName } from '../pure/job-names';
import { faultAt, objectsIn } from './faults';

/** `of` takes up an earlier task: one of an earlier step, or one before it in the same sequential step. */
export function ofFaults(job: JobDocument): FieldFault[] {
  const earlier = new Set<string>();
  return objectsIn(job.steps).flatMap(([stepIndex, step]) => {
    const ofThisStep: string[] = [];
    const faults = objectsIn(step.tasks).flatMap(([taskIndex, task]) => {
      const address = taskAddress(stepName(step, stepIndex), taskName(task, taskIndex));
      const isKnown = task.of === undefined || earlier.has(task.of);
      if (step.mode === 'sequential') earlier.add(address);
      else ofThisStep.push(address);
      return isKnown
        ? []
        : [faultAt(['steps', stepIndex, 'tasks', taskIndex, 'of'], 'expected the step/task of an earlier task')];
    });
    ofThisStep.forEach((address) => earlier.add(address));
    return faults;
  });
}
