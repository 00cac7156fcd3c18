import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { JobPlanView, JobValidationView } from '#contract';
import { ApiProblems, Caller, RequireScope, type Principal } from '#platform';
import { JOB_BODY } from './examples';
import { JobPlans } from '../planning/job-plans';
import { DocumentCheck } from '../admission/document-check';
import { MissingServices } from '../admission/missing-services';
import { SecretNames } from '../admission/secret-names';
import { inOneLine } from '../admission/job-admission';

/** Checks a job document without running it. */
@ApiTags('jobs')
@RequireScope('jobs:read', 'jobs:write')
@Controller('jobs')
export class ChecksController {
  constructor(
    private readonly documents: DocumentCheck,
    private readonly missing: MissingServices,
    private readonly secretNames: SecretNames,
    private readonly plans: JobPlans,
  ) {}

  @Post('validate')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ operationId: 'validateJob', summary: 'Every fault of a job document, without running it' })
  @ApiBody(JOB_BODY)
  @ApiOkResponse({ type: JobValidationView })
  async validate(@Body() body: unknown, @Caller() caller: Principal | null): Promise<JobValidationView> {
    const { value, faults, warnings } = await this.documents.check(body);
    const told = warnings.map(inOneLine);
    if (faults.length > 0) return { valid: false, errors: faults, warnings: told };
    // The document may be for another platform: a secret that is missing here is not a fault.
    const secrets = (await this.secretNames.faultsIn(value, caller)).map(inOneLine);
    return { valid: true, errors: [], warnings: [...told, ...(await this.missing.warningsFor(value)), ...secrets] };
  }

  @Post('plan')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ operationId: 'planJob', summary: 'Who would be called now, and up to where the job could be undone' })
  @ApiBody(JOB_BODY)
  @ApiOkResponse({ type: JobPlanView })
  @ApiProblems({ 422: 'Every fault of the document' })
  plan(@Body() body: unknown): Promise<JobPlanView> {
    return this.plans.plan(body);
  }
}
