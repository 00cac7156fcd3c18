import type { StepDto } from '../dto/job/step.dto';
import type { TaskDto } from '../dto/job/task.dto';
import { stepName, taskAddress, taskName } from '../pure/job-names';
import { enabledIn, faultAt, type Findings, findings, type Path } from './faults';
import { readsOfCondition, readsOf } from './reads';
import { tokensKey, type Store, storesOf, withAncestors } from './stores';

interface Owned extends Store {
  readonly task: number;
}

/**
 * Two tasks of a step that store at the same or an overlapping place: all writes of a step are one patch, so one of the
 * two is lost. In a sequential step nothing is lost if the later task reads what the earlier one stored, or replaces a
 * part of it.
 */
export function* overlapFindings(step: StepDto, index: number): Iterable<Findings> {
  const path: Path = ['steps', index];
  const latest = new LatestStores();
  const readers = new LatestReaders();
  const isSequential = step.mode === 'sequential';
  const tasks = new Map(enabledIn(step.tasks));
  const addressOf = ({ task }: Owned) => taskAddress(stepName(step, index), taskName(tasks.get(task) ?? {}, task));
  const overlap = (store: Store, other: Owned): Findings => {
    const fault = faultAt(store.path, `expected a place of its own: ${addressOf(other)} stores at "${other.pointer}"`);
    const refines = isSequential && store.tokens.length > other.tokens.length;
    const isForgiven = store.conditional || other.conditional || refines;
    return findings(isForgiven ? { warnings: [fault] } : { forgivable: [fault] });
  };
  for (const [position, task] of tasks) {
    const at = [...path, 'tasks', position];
    if (isSequential) yield* readers.adding(position, task);
    const own: Owned[] = [];
    for (const store of storesOf(task, at)) {
      yield findings();
      if (store === undefined) continue;
      own.push({ ...store, task: position });
      const other = latest.overlapping(store);
      if (other && !(isSequential && readers.lastOf(other.tokens) > other.task)) yield overlap(store, other);
    }
    for (const store of own) {
      yield findings();
      latest.add(store);
    }
  }
}

/** Which task was the last to read something of a place, or something that it is a part of. */
class LatestReaders {
  private readonly at = new Map<string, number>();
  private readonly below = new Map<string, number>();

  *adding(position: number, task: TaskDto): Iterable<Findings> {
    for (const reads of [readsOf(task, []), readsOfCondition(task.when, [])]) {
      for (const read of reads) {
        yield findings();
        if (read === undefined) continue;
        this.at.set(tokensKey(read.tokens), position);
        for (const key of withAncestors(read.tokens)) this.below.set(key, position);
      }
    }
  }

  /** Its position; -1 where none did. */
  lastOf(tokens: readonly string[]): number {
    const [own = '', ...above] = withAncestors(tokens);
    return Math.max(this.below.get(own) ?? -1, ...above.map((key) => this.at.get(key) ?? -1));
  }
}

/** The last store at each place, and below each place. */
class LatestStores {
  private readonly at = new Map<string, Owned>();
  private readonly below = new Map<string, Owned>();

  add(store: Owned): void {
    this.at.set(tokensKey(store.tokens), store);
    for (const key of withAncestors(store.tokens)) this.below.set(key, store);
  }

  overlapping(store: Store): Owned | undefined {
    const same = this.at.get(tokensKey(store.tokens));
    // Appends do not overwrite each other.
    if (same && store.tokens.at(-1) !== '-') return same;
    if (same) return undefined;
    const [own = '', ...above] = withAncestors(store.tokens);
    return this.below.get(own) ?? above.map((key) => this.at.get(key)).find((other) => other !== undefined);
  }
}
