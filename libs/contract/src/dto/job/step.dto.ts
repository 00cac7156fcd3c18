import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { isJsonObject } from '../../pure/json';
import { Custom, Flag, Nested, NestedList, OneOf, Text, WholeNumber } from '../../validation/fields';
import { Condition } from './condition.dto';
import { Policies } from './policies.dto';
import { TaskDto } from './task.dto';
import { Wait, WaitFor } from './wait.dto';

export const STEP_MODES = ['execute', 'repeat', 'revert', 'parallel', 'sequential'] as const;
export type StepMode = (typeof STEP_MODES)[number];

export const MAX_TASKS = 1_000;

/** The step starts only after an approval. */
export class Approval {
  @Text({ description: 'The question that the approver reads' })
  description?: string;

  @WholeNumber({ min: 1, description: 'Milliseconds after which an approval that was not given counts as refused' })
  timeoutMs?: number;
}

@ApiExtraModels(Approval)
export class StepDto extends Policies {
  @Text({ minLength: 1, description: 'Unique in the job; `step-1` by position when absent' })
  name?: string;

  @Text()
  description?: string;

  @Flag({ description: 'false skips it' })
  enabled?: boolean;

  @OneOf(STEP_MODES, { description: 'Which endpoint its tasks call, or in which order they run' })
  mode?: StepMode;

  @Nested(() => Condition, { description: 'The step is skipped where this does not hold' })
  when?: Condition;

  @Custom(
    { description: 'The job waits here until the step is approved' },
    {
      name: 'approval',
      expected: 'true, false or { description?, timeoutMs? }',
      test: (value) => typeof value === 'boolean' || isJsonObject(value),
      schema: { oneOf: [{ type: 'boolean' }, { $ref: getSchemaPath(Approval) }] },
    },
    () => Approval,
  )
  approval?: boolean | Approval;

  @NestedList(() => TaskDto, { max: MAX_TASKS, description: 'Required unless the step waits' })
  tasks?: TaskDto[];

  @Nested(() => Wait, { description: 'Instead of tasks: the job waits for a time' })
  wait?: Wait;

  @Nested(() => WaitFor, { description: 'Instead of tasks: the job waits for a signal' })
  waitFor?: WaitFor;
}
