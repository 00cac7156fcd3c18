import { Body, Controller, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { type JobOutline, PlatformError, validateDto } from '#contract';
import { ActionRefused, type OperatorCommand, Orchestrator } from '#orchestration';
import { ApiIdempotencyKey, RequireScope, type Principal, principalOf } from '#platform';
import { JobViews, noSuchJob } from '../views/job-views';
import { visibleOwner } from '../views/job-visibility';
import { JobActionRoute } from './action.decorator';
import { ActionDto, ContinueDto, GateDto, RerunDto, RevertDto } from './action.dto';
import { clientKey } from './idempotency-key';

/** The job and the caller. */
interface JobCall {
  readonly jobId: string;
  readonly caller: Principal | null;
  readonly idempotencyKey: string | undefined;
}

const Job = createParamDecorator((_: unknown, context: ExecutionContext): JobCall => {
  const request = context.switchToHttp().getRequest<Request<{ id: string }>>();
  const caller = principalOf(request);
  return { jobId: request.params.id, caller, idempotencyKey: clientKey(request.get('idempotency-key'), caller) };
});

/** Commands of operators. All are idempotent. */
@ApiTags('operate')
@Controller('jobs/:id')
export class ActionsController {
  constructor(
    private readonly orchestrator: Orchestrator,
    private readonly views: JobViews,
  ) {}

  @RequireScope('jobs:operate', 'jobs:write')
  @JobActionRoute('cancel', 'cancelJob', 'Stop the job and undo what it did')
  cancel(@Job() job: JobCall, @Body() body: unknown): Promise<JobOutline> {
    return this.act(job, { type: 'cancel', ...asked(job, read(ActionDto, body)) });
  }

  @RequireScope('jobs:operate', 'jobs:write')
  @JobActionRoute('kill', 'killJob', 'Stop the job and leave what it did')
  kill(@Job() job: JobCall, @Body() body: unknown): Promise<JobOutline> {
    return this.act(job, { type: 'kill', ...asked(job, read(ActionDto, body)) });
  }

  @RequireScope('jobs:operate', 'jobs:write')
  @JobActionRoute('pause', 'pauseJob', 'Start nothing new until the job is continued')
  pause(@Job() job: JobCall, @Body() body: unknown): Promise<JobOutline> {
    return this.act(job, { type: 'pause', ...asked(job, read(ActionDto, body)) });
  }

  @RequireScope('jobs:operate', 'jobs:write')
  @JobActionRoute('continue', 'continueJob', 'Go on where the job stopped, or try open effects again', ContinueDto)
  continue(@Job() job: JobCall, @Body() body: unknown): Promise<JobOutline> {
    const dto = read(ContinueDto, body);
    if (dto.skip && dto.skip.length > 0 && !dto.reason) throw missingReason();
    return this.act(job, { type: 'continue', ...asked(job, dto), skip: dto.skip ?? [] });
  }

  @RequireScope('jobs:operate', 'jobs:write')
  @JobActionRoute('rerun', 'rerunJob', 'Run again from the start or from a step, undoing that part first', RerunDto)
  rerun(@Job() job: JobCall, @Body() body: unknown): Promise<JobOutline> {
    const dto = read(RerunDto, body);
    return this.act(job, { type: 'rerun', ...asked(job, dto), from: dto.from ?? null });
  }

  @RequireScope('jobs:operate', 'jobs:write')
  @JobActionRoute('revert', 'revertJob', 'Undo a finished job, whole or back to and including a step', RevertDto)
  revert(@Job() job: JobCall, @Body() body: unknown): Promise<JobOutline> {
    const dto = read(RevertDto, body);
    return this.act(job, { type: 'revert', ...asked(job, dto), to: dto.to ?? null });
  }

  @RequireScope('jobs:operate')
  @JobActionRoute('approve', 'approveJob', 'Agree to the step that waits for an approval', GateDto)
  @ApiIdempotencyKey('The same request again changes nothing')
  approve(@Job() job: JobCall, @Body() body: unknown): Promise<JobOutline> {
    return this.act(job, { type: 'approve', ...decisionOf(job, read(GateDto, body)) });
  }

  @RequireScope('jobs:operate')
  @JobActionRoute('reject', 'rejectJob', 'Refuse the step that waits for an approval: the job is cancelled', GateDto)
  @ApiIdempotencyKey('The same request again changes nothing')
  reject(@Job() job: JobCall, @Body() body: unknown): Promise<JobOutline> {
    return this.act(job, { type: 'reject', ...decisionOf(job, read(GateDto, body)) });
  }

  private async act({ jobId, caller }: JobCall, command: OperatorCommand): Promise<JobOutline> {
    if (visibleOwner(caller) !== undefined) await this.views.find(jobId, caller);
    try {
      const state = await this.orchestrator.act(jobId, command);
      if (state) return this.views.outline(state);
    } catch (error) {
      if (error instanceof ActionRefused) throw new PlatformError('conflict', error.message, { cause: error });
      throw error;
    }
    throw noSuchJob(jobId);
  }
}

/** The body is optional. */
function read<T extends object>(dto: new () => T, body: unknown): T {
  const { value, faults } = validateDto(dto, body ?? {});
  if (faults.length === 0) return value;
  throw new PlatformError('invalid-request', 'The body is not what this action takes', { errors: faults });
}

function missingReason(): PlatformError {
  const message = 'expected a reason: writing off an open effect is kept in the record';
  return new PlatformError('invalid-request', message, { errors: [{ pointer: '/reason', message }] });
}

function decisionOf(job: JobCall, dto: GateDto) {
  const { step } = dto;
  const { idempotencyKey: requestKey } = job;
  return { ...asked(job, dto), ...(step !== undefined && { step }), ...(requestKey !== undefined && { requestKey }) };
}

/** The authenticated principal; without authentication, the name in the body. */
function asked({ caller }: JobCall, { by, reason }: ActionDto): { by: string | null; reason: string | null } {
  return { by: caller?.name ?? by ?? null, reason: reason ?? null };
}
