import type { JobControlClient } from '#clients';
import type { JobAccepted, JobDocument, JobView } from '#contract';
import { Inject, Injectable } from '@nestjs/common';
import { wasRefused } from '../failure/client-errors';
import { readJsonObject } from '../files/json-file';
import { chooseReporter } from '../follow/choose-reporter';
import { followJob } from '../follow/follow-job';
import type { Reporter } from '../follow/reporter';
import { Platform } from '../platform/platform';
import type { RunSettings } from '../settings/settings';
import { TERMINAL, type Terminal } from '../terminal/terminal';
import { checkTarget, emit } from './emit';
import { prepareDocument } from './prepare-document';
import { StateOfRun } from './state-of-run';
import { submit } from './submit';

/** One job from the file to its end, with its state document before and after. */
@Injectable()
export class JobRun {
  constructor(
    @Inject(TERMINAL) private readonly terminal: Terminal,
    private readonly platform: Platform,
  ) {}

  async run(job: JobDocument, settings: RunSettings): Promise<JobView> {
    if (settings.emit !== undefined) await checkTarget(this.terminal, settings.emit, settings.force);
    const values = settings.values === undefined ? undefined : await readJsonObject(this.terminal, settings.values);
    const state = await this.prepareState(settings);
    const document = prepareDocument(job, { stateAddress: state.address, values });
    const jobs = await this.platform.jobs(settings);
    const accepted = await this.handOver(jobs, document, state);
    const reporter = this.reporter(settings);
    reporter.accepted(accepted);
    const ended = await followJob(jobs, accepted.jobId, reporter, this.terminal.interruption());
    if (settings.emit !== undefined) await emit(this.terminal, settings.emit, await state.read(ended));
    if (settings.cleanup) await this.cleanUp(ended, state, reporter);
    return ended;
  }

  private async prepareState(settings: RunSettings): Promise<StateOfRun> {
    const client = await this.platform.state(settings);
    if (settings.state === undefined) return StateOfRun.ofJob(client);
    return StateOfRun.make(client, await readJsonObject(this.terminal, settings.state), settings.overwrite);
  }

  private async handOver(jobs: JobControlClient, document: JobDocument, state: StateOfRun): Promise<JobAccepted> {
    try {
      return await submit(jobs, document, this.terminal.interruption());
    } catch (error) {
      if (wasRefused(error)) await state.discard();
      throw error;
    }
  }

  /** When the final state goes to standard output, nothing else does. */
  private reporter(settings: RunSettings): Reporter {
    return chooseReporter(settings.emit === true ? this.terminal.err : this.terminal.out, settings);
  }

  private async cleanUp(job: JobView, state: StateOfRun, reporter: Reporter): Promise<void> {
    if (job.status !== 'completed') reporter.note('the state document is kept, because the job did not complete');
    else if (await state.delete(job)) reporter.note('the state document is deleted');
    else if (job.sharedStateURL !== undefined) reporter.note('the state document is kept: it was there before the job');
  }
}
