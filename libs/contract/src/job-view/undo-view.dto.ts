import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { UNDO_PHASES, type UndoPhase } from '../pure/call-states';
import { AttemptView } from './attempt-view.dto';

type UndoStateView = Exclude<UndoPhase, 'binding' | 'calling'> | 'running';

/** The search for an instance is shown as a part of the call. */
export const undoStateOf = (phase: UndoPhase): UndoStateView =>
  phase === 'binding' || phase === 'calling' ? 'running' : phase;

const UNDO_STATES = [...new Set(UNDO_PHASES.map(undoStateOf))];

/** How the effect of a task is undone. */
export class UndoView {
  @ApiProperty({
    enum: UNDO_STATES,
    description: 'noop: the service says that there was nothing to undo',
    example: 'acknowledged',
  })
  state!: UndoStateView;

  @ApiPropertyOptional({ description: 'Why it is not needed, acknowledged, still open, or written off' })
  reason?: string;

  @ApiProperty({ type: [AttemptView] })
  attempts!: AttemptView[];

  @ApiPropertyOptional({ description: 'How many there were, where `attempts` has only the newest' })
  attemptCount?: number;
}
