import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ATTEMPT_OUTCOMES, type AttemptOutcome, CALL_ACTIONS, type CallAction } from '../pure/call-states';

/** One call to a service. */
export class AttemptView {
  @ApiProperty({ enum: CALL_ACTIONS, example: 'execute' })
  action!: CallAction;

  @ApiProperty({ description: 'Counts from 1', example: 1 })
  number!: number;

  @ApiProperty({ format: 'date-time' })
  startedAt!: string;

  @ApiPropertyOptional({ format: 'date-time' })
  endedAt?: string;

  @ApiPropertyOptional({ description: 'Milliseconds' })
  durationMs?: number;

  @ApiPropertyOptional({ description: 'HTTP status, if there was a response', example: 201 })
  status?: number;

  @ApiPropertyOptional({
    enum: ATTEMPT_OUTCOMES,
    description: 'Absent while the call is under way',
    example: 'succeeded',
  })
  outcome?: AttemptOutcome;

  @ApiPropertyOptional()
  error?: string;
}
