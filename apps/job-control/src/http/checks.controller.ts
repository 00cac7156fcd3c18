import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { JobPlanView, JobValidationView, validateJobDocument } from '#contract';
import { ApiProblems, Needs } from '#platform';
import { JOB_BODY } from './examples';
import { Planner } from '../planning/planner';
import { Offers } from '../submission/offers';
import { invalidJob } from '../submission/submission';

/** Looking at a job document without running it. */
@ApiTags('jobs')
@Needs('jobs:read', 'jobs:write')
@Controller('jobs')
export class ChecksController {
  constructor(
    private readonly offers: Offers,
    private readonly planner: Planner,
  ) {}

  @Post('validate')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ operationId: 'validateJob', summary: 'Every fault of a job document, without running it' })
  @ApiBody(JOB_BODY)
  @ApiOkResponse({ type: JobValidationView })
  validate(@Body() body: unknown): JobValidationView {
    const { value, faults } = validateJobDocument(body);
    const valid = faults.length === 0;
    return { valid, errors: faults, warnings: valid ? this.offers.missingFor(value) : [] };
  }

  @Post('plan')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ operationId: 'planJob', summary: 'Who would be called now, and up to where the job could be undone' })
  @ApiBody(JOB_BODY)
  @ApiOkResponse({ type: JobPlanView })
  @ApiProblems({ 422: 'Every fault of the document' })
  plan(@Body() body: unknown): Promise<JobPlanView> {
    const { value, faults } = validateJobDocument(body);
    if (faults.length > 0) throw invalidJob(faults);
    return this.planner.plan(value);
  }
}
