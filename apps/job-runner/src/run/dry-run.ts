import type { JobDocument } from '#contract';
import { Inject, Injectable } from '@nestjs/common';
import { isNotOffered, isUnreachable } from '../failure/client-errors';
import { readJsonObject } from '../files/json-file';
import { Platform } from '../platform/platform';
import { planLines } from '../render/plan-lines';
import type { RunSettings } from '../settings/settings';
import { TERMINAL, type Terminal } from '../terminal/terminal';

/** What a run would do, without any side effect. */
@Injectable()
export class DryRun {
  constructor(
    @Inject(TERMINAL) private readonly terminal: Terminal,
    private readonly platform: Platform,
  ) {}

  async lines(job: JobDocument, settings: RunSettings): Promise<string[]> {
    return [
      `${job.name ?? 'the job'} is a valid job document`,
      ...(await this.stateLines(settings)),
      ...(await this.planLines(job, settings)),
      'nothing was called',
    ];
  }

  private async stateLines({ state, values, stateURL, overwrite }: RunSettings): Promise<string[]> {
    const initial = state === undefined ? undefined : await readJsonObject(this.terminal, state);
    const merged = values === undefined ? undefined : await readJsonObject(this.terminal, values);
    const how = overwrite ? 'made or replaced' : 'made';
    return [
      ...(initial ? [`state: ${idOf(initial)} would be ${how} at ${stateURL} from ${state}`] : []),
      ...(merged ? [`state: ${Object.keys(merged).join(', ')} would be merged from ${values}`] : []),
    ];
  }

  private async planLines(job: JobDocument, settings: RunSettings): Promise<string[]> {
    try {
      return planLines(await (await this.platform.jobs(settings)).plan(job));
    } catch (error) {
      if (!isUnreachable(error) && !isNotOffered(error)) throw error;
      return [`which services would be called is not known: ${error.message}`];
    }
  }
}

function idOf({ id }: Record<string, unknown>): string {
  return typeof id === 'string' ? id : 'a new document';
}
