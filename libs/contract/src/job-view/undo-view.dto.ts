import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AttemptView } from './attempt-view.dto';

/** How the effect of a task is undone. */
export class UndoView {
  @ApiProperty({
    description:
      'pending, running, waiting, acknowledged, noop (the service says that there was nothing to undo), not-needed, open or written-off',
    example: 'acknowledged',
  })
  state!: string;

  @ApiPropertyOptional({ description: 'Why it is not needed, acknowledged, still open, or written off' })
  reason?: string;

  @ApiProperty({ type: [AttemptView] })
  attempts!: AttemptView[];

  @ApiPropertyOptional({ description: 'How many there were, where `attempts` has only the newest' })
  attemptCount?: number;
}
