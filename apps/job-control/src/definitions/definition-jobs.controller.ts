import { Body, Controller, Headers, HttpCode, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { type JobAccepted, JobPlanView, type JobView } from '#contract';
import { ApiProblems, Caller, RequireScope, type Principal } from '#platform';
import { ApiSubmission, JobResponses } from '../http/job-responses';
import { clientKey } from '../http/idempotency-key';
import { DefinitionStarts } from './definition-starts';
import { DEFINITION_NAME, START_BODY } from './examples';

/** Jobs that are made from definitions. */
@ApiTags('definitions')
@Controller('definitions/:name')
export class DefinitionJobsController {
  constructor(
    private readonly starts: DefinitionStarts,
    private readonly responses: JobResponses,
  ) {}

  @Post('jobs')
  @RequireScope('jobs:write')
  @ApiOperation({
    operationId: 'startDefinition',
    summary: 'Start a job of a definition; responds once it is safe on disk',
  })
  @ApiParam(DEFINITION_NAME)
  @ApiBody(START_BODY)
  @ApiSubmission()
  @ApiProblems({
    404: 'No such definition, or version',
    410: 'The definition was retired',
    422: 'Every fault of the inputs; or the key was used for another job',
  })
  start(
    @Param('name') name: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
    @Caller() caller: Principal | null,
    @Headers('idempotency-key') idempotencyKey?: string,
    @Query('wait') wait?: string,
  ): Promise<JobAccepted | JobView> {
    return this.responses.toSubmission(response, wait, () =>
      this.starts.start(name, body, { key: clientKey(idempotencyKey, caller), caller }),
    );
  }

  @Post('plan')
  @RequireScope('jobs:read', 'jobs:write')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ operationId: 'planDefinition', summary: 'The plan of the job that would be made' })
  @ApiParam(DEFINITION_NAME)
  @ApiBody(START_BODY)
  @ApiOkResponse({ type: JobPlanView })
  @ApiProblems({
    404: 'No such definition, or version',
    410: 'The definition was retired',
    422: 'Every fault of the inputs',
  })
  plan(@Param('name') name: string, @Body() body: unknown): Promise<JobPlanView> {
    return this.starts.plan(name, body);
  }
}
