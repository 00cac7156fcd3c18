import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export const WAITING_KINDS = ['approval', 'signal', 'timer', 'retry', 'service'] as const;

/** What a job waits for while nothing of it progresses. */
export class WaitingForView {
  @ApiProperty({ enum: WAITING_KINDS, description: 'New kinds may come' })
  kind!: (typeof WAITING_KINDS)[number];

  @ApiProperty({ example: 'pay' })
  step!: string;

  @ApiPropertyOptional({ description: 'The name of the signal to send', example: 'payment-received' })
  signal?: string;

  @ApiPropertyOptional({
    description:
      'The question that the approver reads, or what the step says of itself; otherwise the reason for the wait',
    example: 'sure?',
  })
  description?: string;

  @ApiProperty({ format: 'date-time' })
  since!: string;

  @ApiPropertyOptional({
    description:
      'When the approval counts as refused, the signal as missing, the time is over, or the next attempt is due; absent when there is no such time',
    format: 'date-time',
  })
  until?: string;
}
