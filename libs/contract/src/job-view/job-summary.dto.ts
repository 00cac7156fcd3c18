import { ApiProperty, ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { JobErrorView, JobView } from './job-view.dto';
import { WaitingForView } from './waiting-for-view.dto';

/** A row of `GET /jobs`. */
export class JobSummary extends PickType(JobView, [
  'id',
  'jobId',
  'name',
  'status',
  'createdAt',
  'submittedBy',
  'labels',
  'definition',
  'completedAt',
  'href',
  'rel',
] as const) {
  @ApiProperty({ description: 'How many steps the job has' })
  steps!: number;

  @ApiPropertyOptional({ type: JobErrorView })
  error?: JobErrorView;

  @ApiPropertyOptional({
    description: 'Approvals, signals and times are listed here; calls that are tried again are not',
    type: WaitingForView,
  })
  waitingFor?: WaitingForView;
}

/** The response to a submission: the job is on disk. */
export class JobAccepted extends PickType(JobView, ['jobId', 'status', 'href', 'sharedStateURL'] as const) {
  @ApiPropertyOptional({ description: 'What was accepted, and may fail or lose something later', type: [String] })
  warnings?: string[];
}
