import type { JobDocument } from '../dto/job/job-document.dto';
import type { StepDto } from '../dto/job/step.dto';
import type { FieldFault } from '../errors/field-fault';
import { getAt } from '../pure/pointer';
import { enabledIn, faultAt, type Path } from './faults';
import { readsOfCondition, type StateRead, readsOf, usesStateUrl } from './reads';
import { tokensKey, type Store, storesOf, withAncestors } from './stores';

/**
 * Values of the state document that are read and that no earlier task stores. Writes of others are unknown: a document
 * that the job did not create, or whose address a service received, is not checked from then on.
 */
export function* sourceWarnings(job: JobDocument): Iterable<FieldFault[]> {
  if (job.sharedStateURL !== undefined) return;
  const sources = new Sources([job.initialState, job.sharedState]);
  for (const [index, step] of enabledIn(job.steps)) {
    const path = ['steps', index];
    const inputs = enabledIn(step.tasks).map(([, { input }]) => input);
    if (inputs.some((input) => usesStateUrl(input))) break;
    yield sources.missing(readsOfCondition(step.when, [...path, 'when']), 'the condition finds none');
    yield inStep(step, path, sources);
  }
}

function inStep(step: StepDto, path: Path, sources: Sources): FieldFault[] {
  const warnings: FieldFault[] = [];
  const stores: Store[] = [];
  for (const [index, task] of enabledIn(step.tasks)) {
    const at = [...path, 'tasks', index];
    warnings.push(
      ...sources.missing(readsOf(task, at), 'there is no default'),
      ...sources.missing(readsOfCondition(task.when, [...at, 'when']), 'the condition finds none'),
    );
    // What tasks of a parallel step store is available after the step.
    if (step.mode === 'sequential') sources.add(storesOf(task, at));
    else stores.push(...storesOf(task, at));
  }
  sources.add(stores);
  return warnings;
}

/** What the state document may contain at a point of the job. */
class Sources {
  private readonly stored = new Set<string>();
  private readonly above = new Set<string>([tokensKey([])]);

  constructor(private readonly initial: readonly unknown[]) {}

  add(stores: readonly Store[]): void {
    for (const { tokens } of stores) {
      const place = tokens.at(-1) === '-' ? tokens.slice(0, -1) : tokens;
      this.stored.add(tokensKey(place));
      for (const key of withAncestors(place)) this.above.add(key);
    }
  }

  missing(reads: readonly StateRead[], consequence: string): FieldFault[] {
    return reads
      .filter(({ tokens, hasDefault }) => !hasDefault && !this.mayHold(tokens))
      .map(({ pointer, path }) =>
        faultAt(path, `nothing stores a value at "${pointer}" before this, and ${consequence}`),
      );
  }

  private mayHold(tokens: readonly string[]): boolean {
    if (this.above.has(tokensKey(tokens))) return true;
    if (withAncestors(tokens).some((key) => this.stored.has(key))) return true;
    return this.initial.some((document) => getAt(document, tokens) !== undefined);
  }
}
