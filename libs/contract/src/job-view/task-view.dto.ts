import { ApiProperty, ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { failureCodes, type FailureCode } from '../errors/failure-codes';
import { EFFECT_STATUSES, type EffectStatus, STATE_WRITE_PHASES } from '../pure/call-states';
import { ANY_JSON } from '../validation/fields';
import { AttemptView } from './attempt-view.dto';
import { UndoView } from './undo-view.dto';

export class ChosenServiceView {
  @ApiProperty()
  registryID!: string;

  @ApiProperty({ example: 'todo-service' })
  name!: string;

  @ApiProperty({ example: 'http://127.0.0.1:4600' })
  url!: string;
}

export class TaskErrorView {
  @ApiProperty({ description: 'A stable name for what went wrong', enum: failureCodes, example: 'no-service' })
  code!: FailureCode;

  @ApiProperty()
  message!: string;

  @ApiPropertyOptional({ description: 'HTTP status of the service, if it responded', example: 409 })
  status?: number;
}

const STATE_WRITE_OUTCOMES = [...STATE_WRITE_PHASES, 'changed-since'] as const;

export class StateWriteView {
  @ApiProperty({ description: 'JSON Pointer (RFC 6901) into the state document', example: '/results/todo' })
  pointer!: string;

  @ApiProperty({
    enum: STATE_WRITE_OUTCOMES,
    description: 'changed-since: another client changed the value, and it was kept when the rest was taken back',
    example: 'written',
  })
  outcome!: (typeof STATE_WRITE_OUTCOMES)[number];
}

const TASK_STATES = ['pending', 'waiting', 'running', 'succeeded', 'failed', 'unknown', 'skipped', 'stopped'] as const;

const TOLERATIONS = ['continue', 'skip'] as const;

/** One task, or one item of a `forEach` task. */
export class TaskView {
  @ApiProperty({ example: 'todo' })
  name!: string;

  @ApiProperty({ description: '`step/task`, or `step/task/0` for an item of a forEach', example: 'reserve/todo' })
  address!: string;

  @ApiPropertyOptional()
  description?: string;

  @ApiPropertyOptional({ description: 'The definition of the inner job that the task starts', example: 'order' })
  definition?: string;

  @ApiProperty({
    enum: TASK_STATES,
    description: 'stopped: begun and left, because the job was stopped',
    example: 'succeeded',
  })
  state!: (typeof TASK_STATES)[number];

  @ApiProperty({ description: 'What is known of the effect outside', enum: EFFECT_STATUSES })
  effect!: EffectStatus;

  @ApiPropertyOptional({
    description: 'Why that is believed, and how an unknown outcome was or will be settled',
    example: 'outcome unknown: response 500; cannot be settled: mailer keeps no request ids',
  })
  effectBecause?: string;

  @ApiPropertyOptional({ type: ChosenServiceView })
  service?: ChosenServiceView;

  @ApiPropertyOptional({ description: 'The same for every attempt, repeat and revert of this run' })
  requestId?: string;

  @ApiProperty({ type: [AttemptView] })
  attempts!: AttemptView[];

  @ApiPropertyOptional({ description: 'How many there were, where `attempts` has only the newest' })
  attemptCount?: number;

  @ApiPropertyOptional({ description: 'In words, what a waiting task waits for' })
  waitingFor?: string;

  @ApiPropertyOptional()
  skippedBecause?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  startedAt?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  completedAt?: string;

  @ApiPropertyOptional({ description: 'Milliseconds' })
  durationMs?: number;

  @ApiPropertyOptional({ description: 'The body of the service’s response', ...ANY_JSON })
  result?: unknown;

  @ApiPropertyOptional({
    description: 'Where the result is, when it is too large for this view',
    example: '/jobs/01JD…/results/reserve/todo',
  })
  resultHref?: string;

  @ApiPropertyOptional({ type: TaskErrorView })
  error?: TaskErrorView;

  @ApiPropertyOptional({ type: UndoView })
  undo?: UndoView;

  @ApiPropertyOptional({ description: 'The value that was stored', type: [StateWriteView] })
  stateWrites?: StateWriteView[];

  @ApiPropertyOptional({
    description: 'Which alternative of `orElse` is used, counted from 1; absent while it is the task itself',
    example: 1,
  })
  alternative?: number;

  @ApiPropertyOptional({
    description: 'What failed before, and was undone: the task itself first, then its alternatives',
    type: () => [TriedCallView],
  })
  tried?: TriedCallView[];

  @ApiPropertyOptional({
    enum: TOLERATIONS,
    description:
      'Why the step went on although this failed: `onFailure` of the task says so, or an operator skipped it',
  })
  tolerated?: (typeof TOLERATIONS)[number];
}

/** A call that failed, and in whose place an alternative was called. */
export class TriedCallView extends PickType(TaskView, [
  'effect',
  'service',
  'requestId',
  'attempts',
  'attemptCount',
  'startedAt',
  'completedAt',
  'error',
  'undo',
] as const) {}
