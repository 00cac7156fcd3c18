import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { JobView, PlatformError, validateDto } from '#contract';
import { ActionRefused, type OperatorCommand, Orchestrator } from '#orchestration';
import { Needs } from '#platform';
import { JobViews, noSuchJob } from '../views/job-views';
import { Action } from './action.decorator';
import { ActionDto, ContinueDto, RerunDto, RevertDto } from './action.dto';

/** What an operator may ask of a job. Asking twice changes nothing the second time. */
@ApiTags('operate')
@Controller('jobs/:id')
export class ActionsController {
  constructor(
    private readonly orchestrator: Orchestrator,
    private readonly views: JobViews,
  ) {}

  @Needs('jobs:operate', 'jobs:write')
  @Action('cancel', 'cancelJob', 'Stop the job and undo what it did')
  cancel(@Param('id') id: string, @Body() body: unknown): Promise<JobView> {
    return this.act(id, { type: 'cancel', ...who(read(ActionDto, body)) });
  }

  @Needs('jobs:operate', 'jobs:write')
  @Action('kill', 'killJob', 'Stop the job and leave what it did')
  kill(@Param('id') id: string, @Body() body: unknown): Promise<JobView> {
    return this.act(id, { type: 'kill', ...who(read(ActionDto, body)) });
  }

  @Needs('jobs:operate', 'jobs:write')
  @Action('pause', 'pauseJob', 'Start nothing new until the job is continued')
  pause(@Param('id') id: string, @Body() body: unknown): Promise<JobView> {
    return this.act(id, { type: 'pause', ...who(read(ActionDto, body)) });
  }

  @Needs('jobs:operate', 'jobs:write')
  @Action('continue', 'continueJob', 'Go on where the job stopped, or try open effects again', ContinueDto)
  continue(@Param('id') id: string, @Body() body: unknown): Promise<JobView> {
    const dto = read(ContinueDto, body);
    if (dto.skip && dto.skip.length > 0 && !dto.reason) throw missingReason();
    return this.act(id, { type: 'continue', ...who(dto), skip: dto.skip ?? [] });
  }

  @Needs('jobs:operate', 'jobs:write')
  @Action('rerun', 'rerunJob', 'Run again from the start or from a step, undoing that part first', RerunDto)
  rerun(@Param('id') id: string, @Body() body: unknown): Promise<JobView> {
    const dto = read(RerunDto, body);
    return this.act(id, { type: 'rerun', ...who(dto), from: dto.from ?? null });
  }

  @Needs('jobs:operate', 'jobs:write')
  @Action('revert', 'revertJob', 'Undo a finished job, whole or back to and including a step', RevertDto)
  revert(@Param('id') id: string, @Body() body: unknown): Promise<JobView> {
    const dto = read(RevertDto, body);
    return this.act(id, { type: 'revert', ...who(dto), to: dto.to ?? null });
  }

  @Needs('jobs:operate')
  @Action('approve', 'approveJob', 'Agree to the step that waits for an approval')
  approve(@Param('id') id: string, @Body() body: unknown): Promise<JobView> {
    return this.act(id, { type: 'approve', ...who(read(ActionDto, body)) });
  }

  @Needs('jobs:operate')
  @Action('reject', 'rejectJob', 'Refuse the step that waits for an approval: the job is cancelled')
  reject(@Param('id') id: string, @Body() body: unknown): Promise<JobView> {
    return this.act(id, { type: 'reject', ...who(read(ActionDto, body)) });
  }

  private async act(jobId: string, command: OperatorCommand): Promise<JobView> {
    try {
      const state = await this.orchestrator.act(jobId, command);
      if (state) return this.views.of(state);
    } catch (error) {
      if (error instanceof ActionRefused) throw new PlatformError('conflict', error.message, { cause: error });
      throw error;
    }
    throw noSuchJob(jobId);
  }
}

/** The body may be left out. */
function read<T extends object>(dto: new () => T, body: unknown): T {
  const { value, faults } = validateDto(dto, body ?? {});
  if (faults.length === 0) return value;
  throw new PlatformError('invalid-request', 'The body is not what this action takes', { errors: faults });
}

function missingReason(): PlatformError {
  const message = 'expected a reason: writing off an open effect is kept in the record';
  return new PlatformError('invalid-request', message, { errors: [{ pointer: '/reason', message }] });
}

function who({ by, reason }: ActionDto): { by: string | null; reason: string | null } {
  return { by: by ?? null, reason: reason ?? null };
}
