import { applyDecorators, HttpStatus } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiProperty,
  ApiResponse,
  getSchemaPath,
  PickType,
} from '@nestjs/swagger';
import { ResultView } from '#composable';
import { JOB_STATUSES, type JobStatus, JobView, OpenEffectView, Problem } from '#contract';
import { ANSWER_HEADERS, ApiProblems } from '#platform';

class OpenJobView {
  @ApiProperty({ enum: JOB_STATUSES, example: 'running' })
  status!: JobStatus;
}

class JobFailureView extends PickType(JobView, ['id', 'jobId', 'name', 'status', 'href', 'sharedStateURL'] as const) {
  @ApiProperty({ description: 'Why it failed', example: 'the service refused: 409' })
  error!: string;

  @ApiProperty({ type: [OpenEffectView] })
  openEffects!: OpenEffectView[];
}

/** A refusal is a problem; a job that did not complete is told as what it is. */
function ApiJobFailure(status: HttpStatus, description: string): MethodDecorator {
  const content = {
    'application/json': { schema: { $ref: getSchemaPath(JobFailureView) } },
    'application/problem+json': { schema: { $ref: getSchemaPath(Problem) } },
  };
  return applyDecorators(ApiExtraModels(JobFailureView), ApiResponse({ status, description, content }));
}

/** The job has not ended: where to ask again, and when. */
export function ApiJobOpen(): MethodDecorator {
  return applyDecorators(
    ApiAcceptedResponse({
      type: OpenJobView,
      description: 'Not decided yet: ask again at `Location`',
      headers: { ...ANSWER_HEADERS.location, ...ANSWER_HEADERS.retryAfter },
    }),
    ApiProblems({ 404: 'No such job' }),
    ApiJobFailure(
      HttpStatus.INTERNAL_SERVER_ERROR,
      'Effects are still open: nobody may take it for done, or for undone',
    ),
  );
}

export function ApiJobCreated(): MethodDecorator {
  return applyDecorators(
    ApiOkResponse({ type: ResultView, description: 'A job, or several, that were read' }),
    ApiCreatedResponse({ type: ResultView, description: 'The job completed' }),
    ApiJobOpen(),
    ApiProblems({ 409: 'The request was reverted' }),
    ApiJobFailure(HttpStatus.UNPROCESSABLE_ENTITY, 'The document is not valid, or the job failed and is undone'),
  );
}
