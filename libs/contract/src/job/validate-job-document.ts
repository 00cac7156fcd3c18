import type { Condition } from '../dto/job/condition.dto';
import { JobDocument } from '../dto/job/job-document.dto';
import type { FieldFault } from '../errors/field-fault';
import { addFaults, areEnough, firstFaults } from '../errors/first-faults';
import type { TaskDto } from '../dto/job/task.dto';
import { runToEnd } from '../pure/run-to-end';
import { secretPlaces } from '../pure/secret-reference';
import { validatingDto, type Validated } from '../validation/validate-dto';
import { conditionFaults } from './condition-rules';
import { directivesInCondition, misplacedDirectives, misspeltDirectives } from './directive-rules';
import { faultAt, type Findings, findings, objectsIn, type Path } from './faults';
import { emptyJob, ineffective } from './idle-rules';
import { limitWarnings } from './limit-rules';
import { nameFaults } from './name-rules';
import { ofFaults } from './of-rules';
import { modernise } from './older-spellings';
import { overlapFindings } from './overlap-rules';
import { findReferences } from './reference-rules';
import { sourceWarnings } from './source-rules';
import { taskFaults } from './task-rules';

export interface JobValidation {
  /** As the older /run-job does it: what older systems took is a warning. */
  lenient?: boolean;
}

/**
 * Checks a whole job document and names its faults at once, all of them or the first and that there are more, and what is
 * allowed and fails or loses something later.
 */
export function validateJobDocument(plain: unknown, options?: JobValidation): Validated<JobDocument> {
  return runToEnd(validatingJobDocument(plain, options));
}

/** The same, task by task: a document may have tens of thousands. */
export function* validatingJobDocument(
  plain: unknown,
  { lenient = false }: JobValidation = {},
): Generator<void, Validated<JobDocument>> {
  const { document, warnings } = lenient ? modernise(plain) : { document: plain, warnings: [] };
  const checked = yield* validatingDto(JobDocument, document, { allowUnknown: lenient });
  const job = checked.value;
  const told = new Set(checked.faults.map(({ pointer }) => pointer));
  const { faults, forgivable, warnings: warned } = yield* untoldIn(job, told);
  return {
    value: job,
    faults: firstFaults([...checked.faults, ...faults, ...(lenient ? [] : forgivable)]),
    warnings: firstFaults([...warnings, ...checked.warnings, ...(lenient ? forgivable : []), ...warned]),
  };
}

/** What is found where nothing was told yet, up to where enough is known. */
function* untoldIn(job: JobDocument, told: ReadonlySet<string>): Generator<void, Findings> {
  const all = findings();
  const untold = ({ pointer }: FieldFault): boolean => !told.has(pointer);
  for (const found of lookInto(job)) {
    for (const kind of ['faults', 'forgivable', 'warnings'] as const) addFaults(all[kind], found[kind].filter(untold));
    if (areEnough(all.faults)) break;
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
  yield emptyJob(job);
  for (const faults of nameFaults(job)) yield findings({ faults });
  for (const rule of [ofFaults, stateFaults]) yield findings({ faults: rule(job) });
  for (const warnings of sourceWarnings(job)) yield findings({ warnings });
  for (const rule of [misplacedDirectives, limitWarnings]) yield findings({ warnings: rule(job) });
}

function* inTask(task: TaskDto, path: Path): Iterable<Findings> {
  const input = [...path, 'input'];
  yield findings({ faults: taskFaults(task, path), warnings: ineffective(task, path) });
  yield inCondition(task.when, [...path, 'when']);
  yield findReferences(task.input, input, task);
  yield findings({ warnings: misspeltDirectives(task.input, input) });
}

function inCondition(condition: Condition | undefined, path: Path): Findings {
  return findings({ faults: conditionFaults(condition, path), warnings: directivesInCondition(condition, path) });
}

/** Many read the state document: a secret never gets there, and a reference in it would stand for nothing. */
function stateFaults(job: JobDocument): FieldFault[] {
  return (['initialState', 'sharedState'] as const).flatMap((member) =>
    secretPlaces(job[member]).map(({ path }) => faultAt([member, ...path], 'expected no $secret in the state')),
  );
}
