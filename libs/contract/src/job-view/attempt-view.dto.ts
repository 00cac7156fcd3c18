import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** One call to a service. */
export class AttemptView {
  @ApiProperty({ description: 'execute, repeat, revert or poll', example: 'execute' })
  action!: string;

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

  @ApiPropertyOptional({ description: 'succeeded, failed, unknown, in-progress or noop', example: 'succeeded' })
  outcome?: string;

  @ApiPropertyOptional()
  error?: string;
}
