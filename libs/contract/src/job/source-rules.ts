import type { JobDocument } from '../dto/job/job-document.dto';
import type { StepDto } from '../dto/job/step.dto';
import type { FieldFault } from '../errors/field-fault';
import { getAt } from '../pure/pointer';
import { enabledIn, faultAt, type Path } from './faults';
import { comparedBy, type Read, readsOf, tellsStateUrl } from './reads';
import { keyOf, type Store, storesOf, withAncestors } from './stores';

/**
 * Values of the state document that are used, and that nothing stores before. What others write nobody knows: a document
 * that is not the job's own, or whose address a service is told, is not checked from then on.
 */
export function* sourceWarnings(job: JobDocument): Iterable<FieldFault[]> {
  if (job.sharedStateURL !== undefined) return;
  const sources = new Sources([job.initialState, job.sharedState]);
  for (const [index, step] of enabledIn(job.steps)) {
    const path = ['steps', index];
    const inputs = enabledIn(step.tasks).map(([, { input }]) => input);
    if (inputs.some((input) => tellsStateUrl(input))) break;
    yield sources.missing(comparedBy(step.when, [...path, 'when']), 'the condition finds none');
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
      ...sources.missing(comparedBy(task.when, [...at, 'when']), 'the condition finds none'),
    );
    // What tasks store that run at the same time is there when the step is over.
    if (step.mode === 'sequential') sources.add(storesOf(task, at));
    else stores.push(...storesOf(task, at));
  }
  sources.add(stores);
  return warnings;
}

/** What the state document may hold at some point of the job. */
class Sources {
  private readonly stored = new Set<string>();
  private readonly above = new Set<string>([keyOf([])]);

  constructor(private readonly initial: readonly unknown[]) {}

  add(stores: readonly Store[]): void {
    for (const { tokens } of stores) {
      const place = tokens.at(-1) === '-' ? tokens.slice(0, -1) : tokens;
      this.stored.add(keyOf(place));
      for (const key of withAncestors(place)) this.above.add(key);
    }
  }

  missing(reads: readonly Read[], consequence: string): FieldFault[] {
    return reads
      .filter(({ tokens, hasDefault }) => !hasDefault && !this.mayHold(tokens))
      .map(({ pointer, path }) =>
        faultAt(path, `nothing stores a value at "${pointer}" before this, and ${consequence}`),
      );
  }

  private mayHold(tokens: readonly string[]): boolean {
    if (this.above.has(keyOf(tokens))) return true;
    if (withAncestors(tokens).some((key) => this.stored.has(key))) return true;
    return this.initial.some((document) => getAt(document, tokens) !== undefined);
  }
}
