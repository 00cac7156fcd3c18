import { AnyObject, Flag, Nested, NestedList, OneOf, Text, WholeNumber } from '../../validation/fields';
import { CallDto } from './call.dto';
import { Condition } from './condition.dto';
import { ON_FAILURE_OF_TASK, type OnFailureOfTask, withPolicies } from './policies.dto';

const MAX_ALTERNATIVES = 10;

/** What is called where the task has failed. */
export class AlternativeDto extends CallDto {}

/** One call of one service, which is found by what it offers. */
export class TaskDto extends withPolicies(CallDto) {
  @Text({ minLength: 1, description: 'Unique in its step; `task-1` by position when absent' })
  name?: string;

  @Text()
  description?: string;

  @Flag({ description: 'false skips it' })
  enabled?: boolean;

  @Text({ description: 'An earlier task, as `step/task`, whose ids, body and instance this one uses' })
  of?: string;

  @Nested(() => Condition, { description: 'The task is skipped where this does not hold' })
  when?: Condition;

  @AnyObject({ description: 'An array in the state document: one call per item', example: { $fromState: '/items' } })
  forEach?: { $fromState: string };

  @WholeNumber({ min: 1, description: 'How many calls of a `forEach` may be under way at once' })
  maxParallel?: number;

  @OneOf(ON_FAILURE_OF_TASK, {
    description:
      'What follows when the task has failed for good: `undo` (the default) undoes the job, `pause` stops it and undoes nothing until an operator decides, ' +
      '`continue` undoes what the task itself may have done, and goes on without it',
  })
  onFailure?: OnFailureOfTask;

  @NestedList(() => AlternativeDto, {
    max: MAX_ALTERNATIVES,
    description:
      'Alternatives, tried in this order: when a call has failed for good, what it may have done is undone, and the next one is called. ' +
      'What an alternative does not set is as the task says',
  })
  orElse?: AlternativeDto[];
}
