import { ApiProperty, ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { JobView } from '../job-view/job-view.dto';
import { JobSummary } from '../job-view/job-summary.dto';
import { BULK_ACTIONS, type BulkActionName } from './bulk-action.dto';

/** `unknown`: the job may have received the command or not. */
export const BULK_OUTCOMES = ['waiting', 'accepted', 'refused', 'not-found', 'unknown'] as const;
export type BulkOutcome = (typeof BULK_OUTCOMES)[number];

class PassedOverJob extends PickType(JobView, ['jobId', 'status', 'href'] as const) {
  @ApiProperty({ example: 'cancel does nothing to a job that is completed' })
  because!: string;
}

class PassedOverJobs {
  @ApiProperty({ example: 3 })
  count!: number;

  @ApiProperty({ type: [PassedOverJob], description: 'The first 100 of them' })
  jobs!: PassedOverJob[];
}

/** The response to `POST /jobs/actions` with `dryRun`: nothing was done. */
export class BulkPreview {
  @ApiProperty({ enum: BULK_ACTIONS })
  action!: BulkActionName;

  @ApiProperty({ description: 'How many jobs it would be done to', example: 12 })
  count!: number;

  @ApiProperty({ type: [JobSummary], description: 'The first 100 of them' })
  jobs!: JobSummary[];

  @ApiPropertyOptional({
    type: PassedOverJobs,
    description: 'Jobs that are meant, and to which it would do nothing; absent where there are none',
  })
  passedOver?: PassedOverJobs;

  @ApiPropertyOptional({ type: [String], description: 'Ids of which there is no job' })
  notFound?: string[];
}

/** The response to `POST /jobs/actions`: the batch is on disk. */
export class BatchAccepted {
  @ApiProperty({ example: '0193b7d2-5f0e-7c11-9b53-7a3f1e0c2d4b' })
  batchId!: string;

  @ApiProperty({ enum: BULK_ACTIONS })
  action!: BulkActionName;

  @ApiProperty({ description: 'How many jobs it is for', example: 12 })
  count!: number;

  @ApiProperty({ example: '/jobs/actions/0193b7d2-5f0e-7c11-9b53-7a3f1e0c2d4b' })
  href!: string;
}

export class BatchJobResult {
  @ApiProperty()
  jobId!: string;

  @ApiProperty({ enum: BULK_OUTCOMES })
  outcome!: BulkOutcome;

  @ApiPropertyOptional({ description: 'Why it was refused, or is unknown', example: 'the job is already completed' })
  detail?: string;

  @ApiProperty({ example: '/jobs/01JD…' })
  href!: string;
}

/** What came of an action on many jobs. */
export class BatchView extends BatchAccepted {
  @ApiPropertyOptional({ example: 'ops' })
  by?: string;

  @ApiPropertyOptional()
  reason?: string;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'When the last job was told; absent while some wait' })
  completedAt?: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'How many jobs have each outcome',
    example: { accepted: 11, refused: 1 },
  })
  outcomes!: Partial<Record<BulkOutcome, number>>;

  @ApiProperty({ type: [BatchJobResult], description: 'In the order of the jobs; the next page is `Link: rel="next"`' })
  results!: BatchJobResult[];
}
