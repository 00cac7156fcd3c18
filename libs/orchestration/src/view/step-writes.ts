import type { StateWriteView } from '#contract';
import type { StepState } from '../core/model/state';
import type { LocatedUnit } from '../core/queries/units';
import { brief } from './brief';

/** Places that a task wrote to. */
const MOST_LISTED = 20;

/** The status of the places that the tasks of a step wrote to. */
export class StepWrites {
  private readonly byTask = new Map<number, StateWriteView[]>();
  private readonly byPath = new Map<string, StateWriteView[]>();

  constructor(private readonly step: StepState | undefined) {
    if (!step?.write) return;
    const { phase, writes } = step.write;
    const kept = new Set(step.kept);
    for (const { path, task } of writes) {
      const outcome = phase === 'taken-back' ? (kept.has(path) ? 'changed-since' : 'taken-back') : phase;
      const write: StateWriteView = { pointer: brief(path), outcome };
      // Records of earlier versions do not name the task of a write.
      if (task === undefined) list(this.byPath, path, write);
      else list(this.byTask, task, write);
    }
  }

  /** Those of the signal that a step without tasks waited for. */
  ofSignal(): StateWriteView[] | null {
    return this.step?.write ? [...this.byPath.values()].flat().slice(0, MOST_LISTED) : null;
  }

  of({ ref, planned }: LocatedUnit): StateWriteView[] | null {
    if (!this.step?.write || planned.store.length === 0) return null;
    const places = [...new Set(planned.store.map(({ targetPath }) => targetPath))];
    const found = [...(this.byTask.get(ref.task) ?? []), ...places.flatMap((path) => this.byPath.get(path) ?? [])];
    return found.slice(0, MOST_LISTED);
  }
}

function list<Key>(lists: Map<Key, StateWriteView[]>, key: Key, write: StateWriteView): void {
  const known = lists.get(key) ?? [];
  if (known.length < MOST_LISTED) known.push(write);
  lists.set(key, known);
}
