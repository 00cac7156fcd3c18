import { ApiProperty } from '@nestjs/swagger';
import { JOB_STATUSES, type JobStatus } from '#contract';

/** The responses of the older `POST /run-job`. */
export class RunView {
  @ApiProperty({ example: '0193b7d2-5f0e-7c11-9b53-7a3f1e0c2d4b' })
  jobId!: string;

  @ApiProperty({ enum: JOB_STATUSES, example: 'completed' })
  status!: JobStatus;
}

export class OlderError {
  @ApiProperty({ enum: ['error'] })
  status!: 'error';

  @ApiProperty({ description: 'What the failed task asked for', example: 'todo' })
  task!: string;

  @ApiProperty({ example: 'the service refused: 409' })
  error!: string;
}

export class FailedRunView extends RunView {
  @ApiProperty({ type: OlderError })
  error!: OlderError;
}
