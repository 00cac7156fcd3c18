import type { JobDocument } from '../dto/job/job-document.dto';
import type { StepDto } from '../dto/job/step.dto';
import { getAt } from '../pure/pointer';
import { enabledIn, faultAt, type FaultSearch, type Path } from './faults';
import { readsOfCondition, readsOfWait, type DocumentRead, readsOf, usesStateUrl } from './reads';
import { tokensKey, type Store, storesOf, withAncestors } from './stores';

/**
 * Values of the state document that are read and that no earlier task stores. Writes of others are unknown: a document
 * that the job did not create, or whose address a service received, is not checked from then on.
 */
export function* sourceWarnings(job: JobDocument): FaultSearch {
  if (job.sharedStateURL !== undefined) return;
  const sources = new Sources([job.initialState, job.sharedState]);
  for (const [index, step] of enabledIn(job.steps)) {
    const path = ['steps', index];
    for (const [, task] of enabledIn(step.tasks)) {
      for (const told of usesStateUrl(task)) {
        if (told) return;
        yield;
      }
    }
    yield* sources.missing(readsOfCondition(step.when, [...path, 'when']), 'the condition finds none');
    yield* inStep(step, path, sources);
  }
}

function* inStep(step: StepDto, path: Path, sources: Sources): FaultSearch {
  yield* sources.missing(readsOfWait(step, path), 'there is no default');
  const atTheEnd: FaultSearch<Store>[] = [];
  for (const [index, task] of enabledIn(step.tasks)) {
    const at = [...path, 'tasks', index];
    yield* sources.missing(readsOf(task, at), 'there is no default');
    yield* sources.missing(readsOfCondition(task.when, [...at, 'when']), 'the condition finds none');
    // What tasks of a parallel step store is available after the step.
    if (step.mode === 'sequential') yield* sources.adding(storesOf(task, at));
    else atTheEnd.push(storesOf(task, at));
  }
  atTheEnd.push(storesOf(step.waitFor ?? {}, [...path, 'waitFor']));
  for (const stores of atTheEnd) yield* sources.adding(stores);
}

/** What the state document may contain at a point of the job. */
class Sources {
  private readonly stored = new Set<string>();
  private readonly above = new Set<string>([tokensKey([])]);

  constructor(private readonly initial: readonly unknown[]) {}

  *adding(stores: FaultSearch<Store>): FaultSearch<never> {
    for (const store of stores) {
      yield;
      if (store === undefined) continue;
      const { tokens } = store;
      const place = tokens.at(-1) === '-' ? tokens.slice(0, -1) : tokens;
      this.stored.add(tokensKey(place));
      for (const key of withAncestors(place)) this.above.add(key);
    }
  }

  *missing(reads: FaultSearch<DocumentRead>, consequence: string): FaultSearch {
    for (const read of reads) {
      const isThere = read === undefined || read.hasDefault || this.mayHold(read.tokens);
      yield isThere
        ? undefined
        : faultAt(read.path, `nothing stores a value at "${read.pointer}" before this, and ${consequence}`);
    }
  }

  private mayHold(tokens: readonly string[]): boolean {
    if (this.above.has(tokensKey(tokens))) return true;
    if (withAncestors(tokens).some((key) => this.stored.has(key))) return true;
    return this.initial.some((document) => getAt(document, tokens) !== undefined);
  }
}
