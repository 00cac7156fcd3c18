import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AttemptView } from './attempt-view.dto';

const UNDO_STATES = [
  'pending',
  'running',
  'waiting',
  'acknowledged',
  'noop',
  'not-needed',
  'open',
  'written-off',
] as const;

/** How the effect of a task is undone. */
export class UndoView {
  @ApiProperty({
    enum: UNDO_STATES,
    description: 'noop: the service says that there was nothing to undo',
    example: 'acknowledged',
  })
  state!: (typeof UNDO_STATES)[number];

  @ApiPropertyOptional({ description: 'Why it is not needed, acknowledged, still open, or written off' })
  reason?: string;

  @ApiProperty({ type: [AttemptView] })
  attempts!: AttemptView[];

  @ApiPropertyOptional({ description: 'How many there were, where `attempts` has only the newest' })
  attemptCount?: number;
}
