import type { Condition } from '../dto/job/condition.dto';
import { JobDocument } from '../dto/job/job-document.dto';
import type { FieldFault } from '../errors/field-fault';
import { addFaults, hasEnoughFaults, firstFaults } from '../errors/first-faults';
import type { TaskDto } from '../dto/job/task.dto';
import { runToEnd } from '../pure/run-to-end';
import { isSecretReference, secretsIn } from '../pure/secret-reference';
import { validatingDto, type Validated } from '../validation/validate-dto';
import { callsOf } from './calls';
import { conditionFaults } from './condition-rules';
import { directivesInCondition, misplacedDirectives, misspeltDirectives } from './directive-rules';
import { asFindings, faultAt, type Findings, findings, type FaultSearch, objectsIn, type Path } from './faults';
import { emptyJobFindings, ineffectiveMembers } from './idle-rules';
import { labelFaults } from './label-rules';
import { limitWarnings } from './limit-rules';
import { nameFaults } from './name-rules';
import { ofFaults } from './of-rules';
import { convertOlderSpellings } from './older-spellings';
import { overlapFindings } from './overlap-rules';
import { findReferences } from './reference-rules';
import { sourceWarnings } from './source-rules';
import { taskFaults } from './task-rules';
import { idleOnWaits, waitFaults } from './wait-rules';

export interface JobValidation {
  /** As the older /run-job does it: spellings of older systems are warnings. */
  lenient?: boolean;
}

/**
 * Checks a whole job document and reports its faults (all of them, or the first and that there are more) and warnings
 * about what fails or loses something later.
 */
export function validateJobDocument(plain: unknown, options?: JobValidation): Validated<JobDocument> {
  return runToEnd(validatingJobDocument(plain, options));
}

/** The same, piece by piece: a document may have tens of thousands of tasks, or of anything else. */
export function* validatingJobDocument(
  plain: unknown,
  { lenient = false }: JobValidation = {},
): Generator<void, Validated<JobDocument>> {
  const { document, warnings } = lenient ? convertOlderSpellings(plain) : { document: plain, warnings: [] };
  const checked = yield* validatingDto(JobDocument, document, { allowUnknown: lenient });
  const job = checked.value;
  if (hasEnoughFaults(checked.faults)) return checked;
  const reported = new Set(checked.faults.map(({ pointer }) => pointer));
  const { faults, forgivable, warnings: warned } = yield* remainingFindings(job, reported);
  return {
    value: job,
    faults: firstFaults([...checked.faults, ...faults, ...(lenient ? [] : forgivable)]),
    warnings: firstFaults([...warnings, ...checked.warnings, ...(lenient ? forgivable : []), ...warned]),
  };
}

const KINDS = ['faults', 'forgivable', 'warnings'] as const;

/** Findings at places without an earlier one, until there are enough. */
function* remainingFindings(job: JobDocument, reported: ReadonlySet<string>): Generator<void, Findings> {
  const all = findings();
  const isNew = ({ pointer }: FieldFault): boolean => !reported.has(pointer);
  for (const found of lookInto(job)) {
    for (const kind of KINDS) if (found[kind].length > 0) addFaults(all[kind], found[kind].filter(isNew));
    if (hasEnoughFaults(all.faults)) break;
    yield;
  }
  return all;
}

function* lookInto(job: JobDocument): Iterable<Findings> {
  yield* inJob(job);
  for (const [index, step] of objectsIn(job.steps)) {
    const path = ['steps', index];
    yield* asFindings('faults', waitFaults(step, path));
    yield* asFindings('warnings', idleOnWaits(step, path));
    yield* inCondition(step.when, [...path, 'when']);
    if (step.enabled !== false) yield* overlapFindings(step, index);
    for (const [position, task] of objectsIn(step.tasks)) yield* inTask(task, step.mode, [...path, 'tasks', position]);
  }
}

function* inJob(job: JobDocument): Iterable<Findings> {
  yield* emptyJobFindings(job);
  yield* asFindings('faults', labelFaults(job.labels));
  for (const rule of [nameFaults, ofFaults, stateFaults]) yield* asFindings('faults', rule(job));
  for (const rule of [sourceWarnings, misplacedDirectives, limitWarnings]) yield* asFindings('warnings', rule(job));
}

function* inTask(task: TaskDto, mode: string | undefined, path: Path): Iterable<Findings> {
  yield* asFindings('faults', taskFaults(task, mode, path));
  yield* asFindings('warnings', ineffectiveMembers(task, path));
  yield* inCondition(task.when, [...path, 'when']);
  for (const [{ input }, at] of callsOf(task, path)) {
    yield* findReferences(input, [...at, 'input'], task);
    yield* asFindings('warnings', misspeltDirectives(input, [...at, 'input']));
  }
}

function* inCondition(condition: Condition | undefined, path: Path): Iterable<Findings> {
  yield* asFindings('faults', conditionFaults(condition, path));
  yield* asFindings('warnings', directivesInCondition(condition, path));
}

/** Many clients can read the state document: secrets never get there, and a reference in it would not be resolved. */
function* stateFaults(job: JobDocument): FaultSearch {
  for (const member of ['initialState', 'sharedState'] as const) {
    for (const place of secretsIn(job[member])) {
      yield isSecretReference(place.value)
        ? faultAt(place.pathFrom([member]), 'expected no $secret in the state')
        : undefined;
    }
  }
}
