import type { Condition } from '../dto/job/condition.dto';
import { JobDocument } from '../dto/job/job-document.dto';
import type { FieldFault } from '../errors/field-fault';
import { addFaults, hasEnoughFaults, firstFaults } from '../errors/first-faults';
import type { TaskDto } from '../dto/job/task.dto';
import { runToEnd } from '../pure/run-to-end';
import { secretPlaces } from '../pure/secret-reference';
import { validatingDto, type Validated } from '../validation/validate-dto';
import { conditionFaults } from './condition-rules';
import { directivesInCondition, misplacedDirectives, misspeltDirectives } from './directive-rules';
import { faultAt, type Findings, findings, objectsIn, type Path } from './faults';
import { emptyJobFindings, ineffectiveMembers } from './idle-rules';
import { limitWarnings } from './limit-rules';
import { nameFaults } from './name-rules';
import { ofFaults } from './of-rules';
import { convertOlderSpellings } from './older-spellings';
import { overlapFindings } from './overlap-rules';
import { findReferences } from './reference-rules';
import { sourceWarnings } from './source-rules';
import { taskFaults } from './task-rules';

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

/** The same, task by task: a document may have tens of thousands. */
export function* validatingJobDocument(
  plain: unknown,
  { lenient = false }: JobValidation = {},
): Generator<void, Validated<JobDocument>> {
  const { document, warnings } = lenient ? convertOlderSpellings(plain) : { document: plain, warnings: [] };
  const checked = yield* validatingDto(JobDocument, document, { allowUnknown: lenient });
  const job = checked.value;
  const reported = new Set(checked.faults.map(({ pointer }) => pointer));
  const { faults, forgivable, warnings: warned } = yield* remainingFindings(job, reported);
  return {
    value: job,
    faults: firstFaults([...checked.faults, ...faults, ...(lenient ? [] : forgivable)]),
    warnings: firstFaults([...warnings, ...checked.warnings, ...(lenient ? forgivable : []), ...warned]),
  };
}

/** Findings at places without an earlier one, until there are enough. */
function* remainingFindings(job: JobDocument, reported: ReadonlySet<string>): Generator<void, Findings> {
  const all = findings();
  const isNew = ({ pointer }: FieldFault): boolean => !reported.has(pointer);
  for (const found of lookInto(job)) {
    for (const kind of ['faults', 'forgivable', 'warnings'] as const) addFaults(all[kind], found[kind].filter(isNew));
    if (hasEnoughFaults(all.faults)) break;
    yield;
  }
  return all;
}

function* lookInto(job: JobDocument): Iterable<Findings> {
  yield* inJob(job);
  for (const [index, step] of objectsIn(job.steps)) {
    const path = ['steps', index];
    yield inCondition(step.when, [...path, 'when']);
    if (step.enabled !== false) yield overlapFindings(step, index);
    for (const [position, task] of objectsIn(step.tasks)) yield* inTask(task, [...path, 'tasks', position]);
  }
}

function* inJob(job: JobDocument): Iterable<Findings> {
  yield emptyJobFindings(job);
  for (const faults of nameFaults(job)) yield findings({ faults });
  for (const rule of [ofFaults, stateFaults]) yield findings({ faults: rule(job) });
  for (const warnings of sourceWarnings(job)) yield findings({ warnings });
  for (const rule of [misplacedDirectives, limitWarnings]) yield findings({ warnings: rule(job) });
}

function* inTask(task: TaskDto, path: Path): Iterable<Findings> {
  const input = [...path, 'input'];
  yield findings({ faults: taskFaults(task, path), warnings: ineffectiveMembers(task, path) });
  yield inCondition(task.when, [...path, 'when']);
  yield findReferences(task.input, input, task);
  yield findings({ warnings: misspeltDirectives(task.input, input) });
}

function inCondition(condition: Condition | undefined, path: Path): Findings {
  return findings({ faults: conditionFaults(condition, path), warnings: directivesInCondition(condition, path) });
}

/** Many clients can read the state document: secrets never get there, and a reference in it would not be resolved. */
function stateFaults(job: JobDocument): FieldFault[] {
  return (['initialState', 'sharedState'] as const).flatMap((member) =>
    secretPlaces(job[member]).map(({ path }) => faultAt([member, ...path], 'expected no $secret in the state')),
  );
}
