import type { JobDocument } from '../dto/job/job-document.dto';
import type { FieldFault } from '../errors/field-fault';
import { stepName, taskAddress, taskName } from '../pure/job-names';
import { faultAt, objectsIn, type Path } from './faults';

/** `a/b` + `c` and `a` + `b/c` make the same address, which would be ambiguous. */
function addressFaults(job: JobDocument): FieldFault[] {
  const owners = new Map<string, number>();
  return objectsIn(job.steps).flatMap(([step, { name, tasks }]) =>
    objectsIn(tasks).flatMap(([index, task]) => {
      const address = taskAddress(stepName({ name }, step), taskName(task, index));
      const owner = owners.get(address) ?? step;
      owners.set(address, owner);
      const at: Path = ['steps', step, 'tasks', index, 'name'];
      return owner === step
        ? []
        : [faultAt(at, `expected another name: a task of step ${owner + 1} is addressed as "${address}" too`)];
    }),
  );
}

/** Step names are unique within a job, task names within a step; a name by position counts like a written one. */
export function* nameFaults(job: JobDocument): Iterable<FieldFault[]> {
  const steps = objectsIn(job.steps);
  yield alike(steps, stepName, ['steps']);
  for (const [index, step] of steps) yield alike(objectsIn(step.tasks), taskName, ['steps', index, 'tasks']);
  yield addressFaults(job);
}

function alike<T>(items: [number, T][], nameOf: (item: T, index: number) => string, path: Path): FieldFault[] {
  const firstUse = new Map<string, number>();
  return items.flatMap(([index, item]) => {
    const name = nameOf(item, index);
    const first = firstUse.get(name);
    if (first === undefined) firstUse.set(name, index);
    return first === undefined
      ? []
      : [faultAt([...path, index, 'name'], `expected a name of its own: number ${first + 1} is named "${name}" too`)];
  });
}
