import { applyDecorators, HttpCode, HttpStatus, Post, type Type } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOperation, ApiParam } from '@nestjs/swagger';
import { JobOutline } from '#contract';
import { ApiProblems } from '#platform';
import { ActionDto } from './action.dto';
import { JOB_ID_PARAM } from './examples';

/** A route that sends a command to a job: 202 with the job, without its steps, which take long for a large job. The body is optional. */
export function JobActionRoute(
  path: string,
  operationId: string,
  summary: string,
  body: Type = ActionDto,
): MethodDecorator {
  return applyDecorators(
    Post(path),
    HttpCode(HttpStatus.ACCEPTED),
    ApiOperation({ operationId, summary }),
    ApiParam(JOB_ID_PARAM),
    ApiBody({ type: body, required: false }),
    ApiAcceptedResponse({ type: JobOutline }),
    ApiProblems({ 404: 'No such job', 409: 'It makes no sense now; the detail says why' }),
  );
}
