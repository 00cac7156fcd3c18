import type { StepDto } from '../dto/job/step.dto';
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
export function overlapFindings(step: StepDto, index: number): Findings {
  const found = findings();
  const path: Path = ['steps', index];
  const latest = new LatestStores();
  const tasks = new Map(enabledIn(step.tasks));
  for (const [position, task] of tasks) {
    const own = storesOf(task, [...path, 'tasks', position]).map((store) => ({ ...store, task: position }));
    for (const store of own) {
      const other = latest.overlapping(store);
      if (other === undefined || (step.mode === 'sequential' && isUsed(other, tasks, position))) continue;
      const address = taskAddress(stepName(step, index), taskName(tasks.get(other.task) ?? {}, other.task));
      const fault = faultAt(store.path, `expected a place of its own: ${address} stores at "${other.pointer}"`);
      const refines = step.mode === 'sequential' && store.tokens.length > other.tokens.length;
      if (store.conditional || other.conditional || refines) found.warnings.push(fault);
      else found.forgivable.push(fault);
    }
    own.forEach((store) => latest.add(store));
  }
  return found;
}

/** Whether a task after the one that stored, up to `last`, reads what it stored. */
function isUsed({ task: first, tokens }: Owned, tasks: ReadonlyMap<number, StepDto['tasks'][number]>, last: number) {
  return [...tasks].some(
    ([position, task]) =>
      position > first &&
      position <= last &&
      [...readsOf(task, []), ...readsOfCondition(task.when, [])].some((read) => overlap(read.tokens, tokens)),
  );
}

function overlap(one: readonly string[], other: readonly string[]): boolean {
  const length = Math.min(one.length, other.length);
  return tokensKey(one.slice(0, length)) === tokensKey(other.slice(0, length));
}

/** The last store at each place, and below each place. */
class LatestStores {
  private readonly at = new Map<string, Owned>();
  private readonly below = new Map<string, Owned>();

  add(store: Owned): void {
    this.at.set(tokensKey(store.tokens), store);
    for (const key of withAncestors(store.tokens)) this.below.set(key, store);
  }

  overlapping(store: Owned): Owned | undefined {
    const same = this.at.get(tokensKey(store.tokens));
    // Appends do not overwrite each other.
    if (same && store.tokens.at(-1) !== '-') return same;
    if (same) return undefined;
    const [own = '', ...above] = withAncestors(store.tokens);
    return this.below.get(own) ?? above.map((key) => this.at.get(key)).find((other) => other !== undefined);
  }
}
