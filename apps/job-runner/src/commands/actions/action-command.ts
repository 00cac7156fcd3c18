import type { ActionOptions, JobAction } from '#clients';
import { Option } from 'nest-commander';
import { exitCodeOf } from '../../failure/exit-codes';
import { chooseReporter } from '../../follow/choose-reporter';
import { followJob } from '../../follow/follow-job';
import { loadSettings } from '../../settings/load-settings';
import type { CommonFlags } from '../../settings/settings';
import { CliCommand } from '../cli-command';

export interface ActionFlags extends CommonFlags, ActionOptions {
  watch?: boolean;
}

/** Asks something of a job that exists. */
export abstract class ActionCommand extends CliCommand<ActionFlags> {
  protected abstract readonly action: JobAction;

  protected async execute([id = '']: string[], flags: ActionFlags): Promise<number | void> {
    this.check(flags);
    const settings = await loadSettings(this.terminal, flags);
    const jobs = await this.platform.jobs(settings);
    const { by, reason, skip, from, to, step } = flags;
    const job = await jobs.act(id, this.action, { by, reason, skip, from, to, step });
    if (flags.watch) {
      const reporter = chooseReporter(this.terminal.out, settings);
      return exitCodeOf(await followJob(jobs, id, reporter, this.terminal.interruption()));
    }
    if (settings.json) return this.printJson(job);
    const hint = job.completedAt === undefined ? [`watch it: job-runner watch ${id}`] : [];
    this.print([`${this.action}: accepted; the job is ${job.status} now`, ...hint]);
  }

  /** @throws UsageError for options that are not enough, or do not go together */
  protected check(_flags: ActionFlags): void {
    // Most actions need nothing.
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
