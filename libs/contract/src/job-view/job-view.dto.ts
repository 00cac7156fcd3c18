import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { JOB_STATUSES, type JobStatus } from '../pure/job-status';
import type { Labels } from '../pure/labels';
import { LABELS_VIEW } from './labels-view';
import { StepView } from './step-view.dto';
import { TaskErrorView } from './task-view.dto';
import { WaitingForView } from './waiting-for-view.dto';

export class JobErrorView extends TaskErrorView {
  @ApiPropertyOptional({ description: 'Address of the task; absent when the job itself failed', example: 'pay/charge' })
  task?: string;
}

/** One version of a definition. */
export class DefinitionVersionView {
  @ApiProperty({ example: 'order' })
  name!: string;

  @ApiProperty({ description: 'Counts from 1', example: 3 })
  version!: number;
}

export class FailedTaskView {
  @ApiProperty({
    description: '`step/task`, or `step/task/0` for an item of a forEach; of a step that waited for a signal its name',
    example: 'pay/charge',
  })
  task!: string;

  @ApiProperty({ type: TaskErrorView })
  error!: TaskErrorView;
}

/** Why the job itself paused: tasks failed, or a signal did not come, and `onFailure` is `pause`. `task` and `error` are those of the first. */
export class PausedBecauseView extends FailedTaskView {
  @ApiProperty({ example: 'pay' })
  step!: string;

  @ApiProperty({ description: 'All that failed; `continue` tries them again, or skips them', type: [FailedTaskView] })
  failures!: FailedTaskView[];

  @ApiPropertyOptional({ description: 'How many there are, where `failures` does not list all' })
  failureCount?: number;
}

/** An effect that could not be undone: an operator has to look at it. */
export class OpenEffectView {
  @ApiProperty({ example: 'reserve/todo' })
  task!: string;

  @ApiProperty()
  requestId!: string;

  @ApiProperty({ example: 'todo-service' })
  service!: string;

  @ApiProperty({ example: 'the service offers no /revert' })
  reason!: string;
}

/** A signal that came before a step waits for it. */
export class KeptSignalView {
  @ApiProperty({ example: 'payment-received' })
  name!: string;

  @ApiProperty({ format: 'date-time' })
  receivedAt!: string;

  @ApiPropertyOptional({ description: 'Who sent it' })
  by?: string;
}

/** The current state of one job, without its steps. */
export class JobOutline {
  @ApiProperty()
  id!: string;

  @ApiProperty({ description: 'The same as `id`' })
  jobId!: string;

  @ApiPropertyOptional({ example: 'order' })
  name?: string;

  @ApiProperty({ enum: JOB_STATUSES })
  status!: JobStatus;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiPropertyOptional({ description: 'The principal who submitted the job; absent with AUTH off', example: 'alice' })
  submittedBy?: string;

  @ApiPropertyOptional(LABELS_VIEW)
  labels?: Labels;

  @ApiPropertyOptional({ description: 'What the job was made from, where it was', type: DefinitionVersionView })
  definition?: DefinitionVersionView;

  @ApiPropertyOptional({ format: 'date-time' })
  startedAt?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  completedAt?: string;

  @ApiProperty({ description: 'Counts up with every rerun', example: 1 })
  run!: number;

  @ApiPropertyOptional({ description: 'Address of the state document, if the job uses one' })
  sharedStateURL?: string;

  @ApiProperty({ description: 'Whether the state document was made for this job' })
  stateOwned!: boolean;

  @ApiPropertyOptional({ type: JobErrorView })
  error?: JobErrorView;

  @ApiPropertyOptional({ type: WaitingForView })
  waitingFor?: WaitingForView;

  @ApiPropertyOptional({ description: 'Signals that no step has taken yet, oldest first', type: [KeptSignalView] })
  keptSignals?: KeptSignalView[];

  @ApiPropertyOptional({ type: PausedBecauseView })
  pausedBecause?: PausedBecauseView;

  @ApiPropertyOptional()
  cancelReason?: string;

  @ApiProperty({ type: [String] })
  warnings!: string[];

  @ApiPropertyOptional({ description: 'How many there are, where `warnings` does not list all' })
  warningCount?: number;

  @ApiProperty({ type: [OpenEffectView] })
  openEffects!: OpenEffectView[];

  @ApiPropertyOptional({
    description: 'Effects of which the service says that there was nothing to undo: nothing calls them undone',
    type: [OpenEffectView],
  })
  nothingToUndo?: OpenEffectView[];

  @ApiPropertyOptional({ description: 'How many there are, where `openEffects` does not list all' })
  openEffectCount?: number;

  @ApiProperty({ example: '/jobs/01JD…' })
  href!: string;

  @ApiProperty({ example: 'job' })
  rel!: string;

  @ApiProperty({ description: 'Sequence number of the last event this shows' })
  version!: number;
}

/** The current state of one job with its steps and tasks: all of them, unless that is too large for one response. */
export class JobView extends JobOutline {
  @ApiProperty({ type: [StepView] })
  steps!: StepView[];
}
