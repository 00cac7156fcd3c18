import type { JobDocument } from '../dto/job/job-document.dto';
import { stepName, taskAddress, taskName } from '../pure/job-names';
import { faultAt, type FaultSearch, objectsIn, type Path } from './faults';

/** `a/b` + `c` and `a` + `b/c` make the same address, which would be ambiguous. */
function* addressFaults(job: JobDocument): FaultSearch {
  const owners = new Map<string, number>();
  for (const [step, { name, tasks }] of objectsIn(job.steps)) {
    for (const [index, task] of objectsIn(tasks)) {
      const address = taskAddress(stepName({ name }, step), taskName(task, index));
      const owner = owners.get(address) ?? step;
      owners.set(address, owner);
      const at: Path = ['steps', step, 'tasks', index, 'name'];
      yield owner === step
        ? undefined
        : faultAt(at, `expected another name: a task of step ${owner + 1} is addressed as "${address}" too`);
    }
  }
}

/** Step names are unique within a job, task names within a step; a name by position counts like a written one. */
export function* nameFaults(job: JobDocument): FaultSearch {
  const steps = objectsIn(job.steps);
  yield* alike(steps, stepName, ['steps']);
  for (const [index, step] of steps) yield* alike(objectsIn(step.tasks), taskName, ['steps', index, 'tasks']);
  yield* addressFaults(job);
}

function* alike<T>(items: [number, T][], nameOf: (item: T, index: number) => string, path: Path): FaultSearch {
  const firstUse = new Map<string, number>();
  for (const [index, item] of items) {
    const name = nameOf(item, index);
    const first = firstUse.get(name);
    if (first === undefined) firstUse.set(name, index);
    yield first === undefined
      ? undefined
      : faultAt([...path, index, 'name'], `expected a name of its own: number ${first + 1} is named "${name}" too`);
  }
}
