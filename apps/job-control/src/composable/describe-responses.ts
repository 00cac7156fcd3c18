import { applyDecorators } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiOkResponse, ApiProperty } from '@nestjs/swagger';
import { ResultView } from '#composable';
import { JOB_STATUSES, type JobStatus } from '#contract';
import { RESPONSE_HEADERS, ApiProblems } from '#platform';

class OpenJobView {
  @ApiProperty({ enum: JOB_STATUSES, example: 'running' })
  status!: JobStatus;
}

/** The job has not ended: where and when to poll. */
export function ApiJobOpen(): MethodDecorator {
  return applyDecorators(
    ApiAcceptedResponse({
      type: OpenJobView,
      description: 'Not decided yet: ask again at `Location`',
      headers: { ...RESPONSE_HEADERS.location, ...RESPONSE_HEADERS.retryAfter },
    }),
    ApiProblems({
      404: 'No such job',
      500: 'Effects are still open: the job is neither done nor undone',
    }),
  );
}

export function ApiJobCreated(): MethodDecorator {
  return applyDecorators(
    ApiOkResponse({ type: ResultView, description: 'A job, or several, that were read' }),
    ApiCreatedResponse({ type: ResultView, description: 'The job completed' }),
    ApiJobOpen(),
    ApiProblems({
      409: 'The request was reverted',
      422: 'The document is not valid, or the job failed and is undone',
    }),
  );
}
