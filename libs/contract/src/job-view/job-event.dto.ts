import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Labels } from '../pure/labels';
import { LABELS_VIEW } from './labels-view';

/** One entry of a job's append-only history; further members depend on its type. */
export class JobEvent {
  @ApiProperty({ description: 'Counts from 1 within the job; the id in the event stream', example: 7 })
  seq!: number;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty({ description: 'New types may come; ignore what you do not know', example: 'step-started' })
  type!: string;

  @ApiPropertyOptional(LABELS_VIEW)
  labels?: Labels;

  @ApiPropertyOptional({ description: 'Instead of what else it holds: where the whole event is, too large for a page' })
  href?: string;

  [data: string]: unknown;
}

/** An event as the journal stores and exports it, and as `?bodies=true` returns it. */
export class RecordedJobEvent {
  @ApiProperty({ description: 'Counts from 1 within the job', example: 7 })
  seq!: number;

  @ApiProperty({ description: 'Milliseconds since the Unix epoch', example: 1_790_000_000_000 })
  at!: number;

  @ApiProperty({ example: 'step-started' })
  type!: string;

  @ApiPropertyOptional({ description: 'Instead of what else it holds: where the whole event is, too large for a page' })
  href?: string;

  [data: string]: unknown;
}
