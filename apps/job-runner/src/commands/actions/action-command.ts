import type { ActionOptions, JobAction } from '#clients';
import { Option } from 'nest-commander';
import type { JobStatus } from '#contract';
import { EXIT, exitCodeOf } from '../../failure/exit-codes';
import { chooseReporter } from '../../follow/choose-reporter';
import { followJob } from '../../follow/follow-job';
import { loadSettings } from '../../settings/load-settings';
import { JobCommand, type JobFlags } from '../job-command';

export interface ActionFlags extends JobFlags, ActionOptions {
  watch?: boolean;
}

/** Sends an action to an existing job. */
export abstract class ActionCommand<Flags extends ActionFlags = ActionFlags> extends JobCommand<Flags> {
  protected abstract readonly action: JobAction;
  /** The final status of a job after a successful action, besides `completed`. */
  protected readonly goal?: JobStatus;

  protected async execute(args: string[], flags: Flags): Promise<number | void> {
    this.check(flags);
    const settings = await loadSettings(this.terminal, flags);
    const jobs = await this.platform.jobs(settings);
    const id = await this.jobId(jobs, args, flags);
    const { by, reason, skip, from, to, step } = flags;
    const job = await jobs.act(id, this.action, { by, reason, skip, from, to, step });
    if (flags.watch) {
      const exitCode = ({ status }: { status: JobStatus }) => (status === this.goal ? EXIT.ok : exitCodeOf({ status }));
      const reporter = chooseReporter(this.terminal.out, settings, exitCode);
      return exitCode(await followJob(jobs, id, reporter, this.terminal.interruption()));
    }
    if (settings.json) return this.printJson(job);
    const hint = job.completedAt === undefined ? [`watch it: job-runner watch ${id}`] : [];
    this.print([`${this.action}: accepted; the job is ${job.status} now`, ...hint]);
  }

  /** @throws UsageError for options that are missing, or do not go together */
  protected check(_flags: ActionFlags): void {
    // Most actions have no body.
  }

  @Option({ flags: '--by <name>', description: 'who asks; it is kept in the record of the job' })
  by(name: string): string {
    return name;
  }

  @Option({ flags: '--reason <text>', description: 'why; it is kept in the record of the job' })
  reason(text: string): string {
    return text;
  }

  @Option({ flags: '--watch', description: 'follow the job to its end' })
  watch(): boolean {
    return true;
  }
}
