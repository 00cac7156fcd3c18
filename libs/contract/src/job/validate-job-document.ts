import { JobDocument } from '../dto/job/job-document.dto';
import type { FieldFault } from '../errors/field-fault';
import type { StepDto } from '../dto/job/step.dto';
import type { TaskDto } from '../dto/job/task.dto';
import { secretPlaces } from '../pure/secret-reference';
import { validateDto, type Validated } from '../validation/validate-dto';
import { conditionFaults } from './condition-rules';
import { faultAt, objectsIn, type Path } from './faults';
import { nameFaults } from './name-rules';
import { ofFaults } from './of-rules';
import { findReferences, type ReferenceFindings } from './reference-rules';
import { taskFaults } from './task-rules';

export interface JobValidation {
  /** As the older /run-job does it: unknown fields are warnings. */
  lenient?: boolean;
}

/** Checks a whole job document and names all its faults at once. */
export function validateJobDocument(plain: unknown, { lenient = false }: JobValidation = {}): Validated<JobDocument> {
  const checked = validateDto(JobDocument, plain, { allowUnknown: lenient });
  const job = checked.value;
  const found = objectsIn(job.steps).flatMap(([index, step]) => inStep(step, ['steps', index]));
  const told = new Set(checked.faults.map(({ pointer }) => pointer));
  const between = [...nameFaults(job), ...ofFaults(job), ...stateFaults(job), ...found.flatMap(({ faults }) => faults)];
  const unknown = found.flatMap((one) => one.unknown);
  return {
    value: job,
    faults: [...checked.faults, ...between.filter(({ pointer }) => !told.has(pointer)), ...(lenient ? [] : unknown)],
    warnings: lenient ? [...checked.warnings, ...unknown] : [],
  };
}

function inStep(step: StepDto, path: Path): ReferenceFindings[] {
  return [
    { faults: conditionFaults(step.when, [...path, 'when']), unknown: [] },
    ...objectsIn(step.tasks).flatMap(([index, task]) => inTask(task, [...path, 'tasks', index])),
  ];
}

function inTask(task: TaskDto, path: Path): ReferenceFindings[] {
  const faults = [...taskFaults(task, path), ...conditionFaults(task.when, [...path, 'when'])];
  return [{ faults, unknown: [] }, findReferences(task.input, [...path, 'input'])];
}

/** Many read the state document: a secret never gets there, and a reference in it would stand for nothing. */
function stateFaults(job: JobDocument): FieldFault[] {
  return (['initialState', 'sharedState'] as const).flatMap((member) =>
    secretPlaces(job[member]).map(({ path }) => faultAt([member, ...path], 'expected no $secret in the state')),
  );
}
