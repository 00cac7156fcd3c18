import type { Condition } from '../dto/job/condition.dto';
import { JobDocument } from '../dto/job/job-document.dto';
import type { FieldFault } from '../errors/field-fault';
import type { StepDto } from '../dto/job/step.dto';
import type { TaskDto } from '../dto/job/task.dto';
import { secretPlaces } from '../pure/secret-reference';
import { validateDto, type Validated } from '../validation/validate-dto';
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

/** Checks a whole job document and names all its faults at once, and what is allowed and fails or loses something later. */
export function validateJobDocument(plain: unknown, { lenient = false }: JobValidation = {}): Validated<JobDocument> {
  const { document, warnings } = lenient ? modernise(plain) : { document: plain, warnings: [] };
  const checked = validateDto(JobDocument, document, { allowUnknown: lenient });
  const job = checked.value;
  const found = [inJob(job), ...objectsIn(job.steps).flatMap(([index, step]) => inStep(step, index))];
  const told = new Set(checked.faults.map(({ pointer }) => pointer));
  const untold = (which: keyof Findings) =>
    found.flatMap((one) => one[which]).filter(({ pointer }) => !told.has(pointer));
  const forgivable = untold('forgivable');
  return {
    value: job,
    faults: [...checked.faults, ...untold('faults'), ...(lenient ? [] : forgivable)],
    warnings: [...warnings, ...checked.warnings, ...(lenient ? forgivable : []), ...untold('warnings')],
  };
}

function inJob(job: JobDocument): Findings {
  const { forgivable, warnings } = emptyJob(job);
  return {
    faults: [...nameFaults(job), ...ofFaults(job), ...stateFaults(job)],
    forgivable,
    warnings: [...warnings, ...sourceWarnings(job), ...misplacedDirectives(job), ...limitWarnings(job)],
  };
}

function inStep(step: StepDto, index: number): Findings[] {
  const path = ['steps', index];
  return [
    inCondition(step.when, [...path, 'when']),
    ...(step.enabled === false ? [] : [overlapFindings(step, index)]),
    ...objectsIn(step.tasks).flatMap(([position, task]) => inTask(task, [...path, 'tasks', position])),
  ];
}

function inTask(task: TaskDto, path: Path): Findings[] {
  const input = [...path, 'input'];
  return [
    findings({ faults: taskFaults(task, path), warnings: ineffective(task, path) }),
    inCondition(task.when, [...path, 'when']),
    findReferences(task.input, input, task),
    findings({ warnings: misspeltDirectives(task.input, input) }),
  ];
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
