import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { STEP_MODES, type StepMode } from '../dto/job/step.dto';
import { StateWriteView, TaskView } from './task-view.dto';

const STEP_STATUSES = [
  'pending',
  'waiting',
  'running',
  'completed',
  'failed',
  'skipped',
  'reverting',
  'reverted',
  'needs-attention',
  'nothing-to-undo',
  'stopped',
] as const;

export class StepView {
  @ApiProperty({ example: 'reserve' })
  name!: string;

  @ApiPropertyOptional()
  description?: string;

  @ApiProperty({ enum: STEP_MODES, example: 'parallel' })
  mode!: StepMode;

  @ApiProperty({
    enum: STEP_STATUSES,
    description:
      'needs-attention: some of it could not be undone; nothing-to-undo: a service says so of some of it, and no more is known; ' +
      'stopped: begun and left, because the job was stopped',
    example: 'completed',
  })
  status!: (typeof STEP_STATUSES)[number];

  @ApiPropertyOptional({ description: 'Why nothing of this step ran' })
  skippedBecause?: string;

  @ApiPropertyOptional({ description: 'What the step waits for, such as the state document or an approval' })
  waitingFor?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  startedAt?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  completedAt?: string;

  @ApiPropertyOptional({ description: 'Where the signal was stored that the step waited for', type: [StateWriteView] })
  stateWrites?: StateWriteView[];

  @ApiProperty({ description: 'The first of them, where `taskCount` is there', type: [TaskView] })
  tasks!: TaskView[];

  @ApiPropertyOptional({ description: 'How many there are, where `tasks` does not show all', example: 10_000 })
  taskCount?: number;

  @ApiPropertyOptional({
    description: 'Where they are listed page by page, where `tasks` does not show all',
    example: '/jobs/01JD…/steps/reserve/tasks',
  })
  tasksHref?: string;
}
