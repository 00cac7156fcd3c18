import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { PlatformError, RevertPlanView, Text, validateDto } from '#contract';
import { ApiProblems, Caller, ClientGone, RequireScope, type Principal } from '#platform';
import { JOB_ID_PARAM } from './examples';
import { JobViews } from '../views/job-views';
import { RevertPlanner } from '../planning/revert-planner';

/** How far back. */
export class RevertPlanQuery {
  @Text({ description: 'The last step to undo, going backwards; all when absent', example: 'pay' })
  to?: string;
}

/** Shows what a revert would do, before it is asked for. */
@ApiTags('operate')
@RequireScope('jobs:read', 'jobs:operate')
@Controller('jobs/:id/revert/plan')
export class RevertPlansController {
  constructor(
    private readonly planner: RevertPlanner,
    private readonly views: JobViews,
  ) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ operationId: 'planRevert', summary: 'What a revert would do now; no service is called' })
  @ApiParam(JOB_ID_PARAM)
  @ApiBody({ type: RevertPlanQuery, required: false })
  @ApiOkResponse({ type: RevertPlanView })
  @ApiProblems({ 404: 'No such job', 409: 'A revert makes no sense now; the detail says why' })
  plan(
    @Param('id') id: string,
    @Body() body: unknown,
    @Caller() caller: Principal | null,
    @ClientGone() gone: AbortSignal,
  ): Promise<RevertPlanView> {
    const { value, faults } = validateDto(RevertPlanQuery, body ?? {});
    if (faults.length > 0)
      throw new PlatformError('invalid-request', 'The body is not what a plan takes', { errors: faults });
    return this.planOf(id, value, caller, gone);
  }

  @Get()
  @ApiOperation({ operationId: 'getRevertPlan', summary: 'The same' })
  @ApiParam(JOB_ID_PARAM)
  @ApiOkResponse({ type: RevertPlanView })
  @ApiProblems({ 404: 'No such job', 409: 'A revert makes no sense now; the detail says why' })
  get(
    @Param('id') id: string,
    @Query() query: RevertPlanQuery,
    @Caller() caller: Principal | null,
    @ClientGone() gone: AbortSignal,
  ): Promise<RevertPlanView> {
    return this.planOf(id, query, caller, gone);
  }

  private async planOf(
    id: string,
    { to = null }: { to?: string | null },
    caller: Principal | null,
    gone: AbortSignal,
  ): Promise<RevertPlanView> {
    return this.planner.plan(await this.views.find(id, caller, gone), to);
  }
}
