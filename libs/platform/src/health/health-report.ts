import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class Alive {
  @ApiProperty({ enum: ['ok'] })
  status!: 'ok';
}

export class HealthReport {
  @ApiProperty({ enum: ['ok', 'unavailable'] })
  status!: 'ok' | 'unavailable';

  @ApiProperty({ description: 'The process responds', example: true })
  live!: boolean;

  @ApiProperty({ description: 'Requests may be sent here', example: true })
  ready!: boolean;

  @ApiPropertyOptional({
    description: 'What is wrong, by the name of the check',
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { process: 'shutting down' },
  })
  faults?: Record<string, string>;
}
