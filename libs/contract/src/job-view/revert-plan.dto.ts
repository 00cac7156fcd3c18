import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ChosenServiceView } from './task-view.dto';

/** `wait`: no instance is there now, and the revert would wait for one. `left-open`: it could not be undone. */
export const REVERT_ACTIONS = ['revert', 'wait', 'none', 'left-open'] as const;
export type RevertAction = (typeof REVERT_ACTIONS)[number];

export class PlannedRevertView {
  @ApiProperty({ description: 'Address of the task, or of an item of its `forEach`', example: 'reserve/todo' })
  task!: string;

  @ApiPropertyOptional({ description: 'The same as that of the call that would be undone' })
  requestId?: string;

  @ApiProperty({ enum: REVERT_ACTIONS })
  action!: RevertAction;

  @ApiPropertyOptional({ description: 'The service that was called', example: 'todo-service' })
  service?: string;

  @ApiPropertyOptional({
    type: ChosenServiceView,
    description: 'The instance that would be called; absent when none is there now, or none would be called',
  })
  instance?: ChosenServiceView;

  @ApiPropertyOptional({ description: 'full, compensating, none or unknown, as the service declares it now' })
  reversible?: string;

  @ApiPropertyOptional({ description: 'In words, what it would do, or why nothing would be called' })
  because?: string;
}

export class PlannedTakeBackView {
  @ApiProperty({ example: 'reserve' })
  step!: string;

  @ApiProperty({ description: 'A pointer into the state document', example: '/results/todo' })
  pointer!: string;

  @ApiProperty({
    enum: ['restored', 'changed-since', 'as-before'],
    description: 'changed-since: it stays as it is, because others changed what the step left',
  })
  outcome!: 'restored' | 'changed-since' | 'as-before';
}

export class NotUndoableView {
  @ApiProperty({ description: 'A task, or a pointer of the state document after its step', example: 'reserve/todo' })
  what!: string;

  @ApiProperty({ example: 'mailer offers no revert' })
  reason!: string;
}

/** The response to `POST /jobs/{id}/revert/plan`: what a revert would do now. No service is called. */
export class RevertPlanView {
  @ApiProperty()
  jobId!: string;

  @ApiPropertyOptional({ description: 'The last step that would be undone; absent: the first', example: 'reserve' })
  to?: string;

  @ApiProperty({ type: [PlannedRevertView], description: 'In the order in which they would be undone' })
  effects!: PlannedRevertView[];

  @ApiPropertyOptional({ description: 'How many more effects there are; absent when `effects` has all' })
  effectsLeftOut?: number;

  @ApiProperty({ type: [PlannedTakeBackView] })
  state!: PlannedTakeBackView[];

  @ApiProperty({ type: [NotUndoableView], description: 'What would stay, and why' })
  notUndoable!: NotUndoableView[];

  @ApiProperty({ type: [String], description: 'What could not be found out' })
  warnings!: string[];
}
