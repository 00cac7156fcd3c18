import { Command } from 'nest-commander';
import { exitCodeOf } from '../failure/exit-codes';
import { chooseReporter } from '../follow/choose-reporter';
import { followJob } from '../follow/follow-job';
import { loadSettings } from '../settings/load-settings';
import { JobCommand, type JobFlags } from './job-command';

@Command({
  name: 'watch',
  arguments: '[job]',
  argsDescription: { job: 'id of the job, or its beginning' },
  description: 'follow a job to its end; the exit code says how it ended, as with run',
})
export class WatchCommand extends JobCommand {
  protected async execute(args: string[], flags: JobFlags): Promise<number> {
    const settings = await loadSettings(this.terminal, flags);
    const jobs = await this.platform.jobs(settings);
    const id = await this.jobId(jobs, args, flags);
    // A missing job or platform is an error at the start; later it is retried.
    await jobs.get(id);
    const reporter = chooseReporter(this.terminal.out, settings);
    return exitCodeOf(await followJob(jobs, id, reporter, this.terminal.interruption()));
  }
}
