import type { CallDto } from '../dto/job/call.dto';
import type { TaskDto } from '../dto/job/task.dto';
import { objectsIn, type Path } from './faults';

/** The call of a task and those of its alternatives, each with its place in the job document. */
export function callsOf<T extends CallDto & Pick<TaskDto, 'orElse'>>(
  task: T,
  path: Path,
): [call: CallDto, path: Path][] {
  const alternatives = objectsIn(task.orElse).map(([index, call]): [CallDto, Path] => [
    call,
    [...path, 'orElse', index],
  ]);
  return [[task, path], ...alternatives];
}
