import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type JobOutline, PlatformError, validateDto } from '#contract';
import { ApiIdempotencyKey, RequireScope } from '#platform';
import { JobActionRoute } from './action.decorator';
import { ActionDto, ContinueDto, GateDto, RerunDto, RevertDto } from './action.dto';
import { JobActions } from './job-actions';
import { Job, type JobCall } from './job-call';

/** Commands of operators. All are idempotent. */
@ApiTags('operate')
@Controller('jobs/:id')
export class ActionsController {
  constructor(private readonly actions: JobActions) {}

  @RequireScope('jobs:operate', 'jobs:write')
  @JobActionRoute('cancel', 'cancelJob', 'Stop the job and undo what it did')
  cancel(@Job() job: JobCall, @Body() body: unknown): Promise<JobOutline> {
    return this.actions.act(job, { type: 'cancel', ...asked(job, read(ActionDto, body)) });
  }

  @RequireScope('jobs:operate', 'jobs:write')
  @JobActionRoute('kill', 'killJob', 'Stop the job and leave what it did')
  kill(@Job() job: JobCall, @Body() body: unknown): Promise<JobOutline> {
    return this.actions.act(job, { type: 'kill', ...asked(job, read(ActionDto, body)) });
  }

  @RequireScope('jobs:operate', 'jobs:write')
  @JobActionRoute('pause', 'pauseJob', 'Start nothing new until the job is continued')
  pause(@Job() job: JobCall, @Body() body: unknown): Promise<JobOutline> {
    return this.actions.act(job, { type: 'pause', ...asked(job, read(ActionDto, body)) });
  }

  @RequireScope('jobs:operate', 'jobs:write')
  @JobActionRoute('continue', 'continueJob', 'Go on where the job stopped, or try open effects again', ContinueDto)
  continue(@Job() job: JobCall, @Body() body: unknown): Promise<JobOutline> {
    const dto = read(ContinueDto, body);
    if (dto.skip && dto.skip.length > 0 && !dto.reason) throw missingReason();
    return this.actions.act(job, { type: 'continue', ...asked(job, dto), skip: dto.skip ?? [] });
  }

  @RequireScope('jobs:operate', 'jobs:write')
  @JobActionRoute('rerun', 'rerunJob', 'Run again from the start or from a step, undoing that part first', RerunDto)
  rerun(@Job() job: JobCall, @Body() body: unknown): Promise<JobOutline> {
    const dto = read(RerunDto, body);
    return this.actions.act(job, { type: 'rerun', ...asked(job, dto), from: dto.from ?? null });
  }

  @RequireScope('jobs:operate', 'jobs:write')
  @JobActionRoute('revert', 'revertJob', 'Undo a finished job, whole or back to and including a step', RevertDto)
  revert(@Job() job: JobCall, @Body() body: unknown): Promise<JobOutline> {
    const dto = read(RevertDto, body);
    return this.actions.act(job, { type: 'revert', ...asked(job, dto), to: dto.to ?? null });
  }

  @RequireScope('jobs:operate')
  @JobActionRoute('approve', 'approveJob', 'Agree to the step that waits for an approval', GateDto)
  @ApiIdempotencyKey('The same request again changes nothing')
  approve(@Job() job: JobCall, @Body() body: unknown): Promise<JobOutline> {
    return this.actions.act(job, { type: 'approve', ...decisionOf(job, read(GateDto, body)) });
  }

  @RequireScope('jobs:operate')
  @JobActionRoute('reject', 'rejectJob', 'Refuse the step that waits for an approval: the job is cancelled', GateDto)
  @ApiIdempotencyKey('The same request again changes nothing')
  reject(@Job() job: JobCall, @Body() body: unknown): Promise<JobOutline> {
    return this.actions.act(job, { type: 'reject', ...decisionOf(job, read(GateDto, body)) });
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
