import { Command } from 'nest-commander';
import { endingLines } from '../render/ending';
import { jobTree } from '../render/job-tree';
import { paintFor } from '../render/paint';
import { loadSettings } from '../settings/load-settings';
import { JobCommand, type JobFlags } from './job-command';

@Command({
  name: 'get',
  arguments: '[job]',
  argsDescription: { job: 'id of the job, or its beginning' },
  description: 'show a job as it stands',
})
export class GetCommand extends JobCommand {
  protected async execute(args: string[], flags: JobFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const jobs = await this.platform.jobs(settings);
    const job = await jobs.get(await this.jobId(jobs, args, flags));
    const paint = paintFor(this.terminal.out);
    await this.show(settings, job, (wide) => [
      ...jobTree(job, { now: Date.now(), paint, verbose: settings.verbose || wide }),
      ...endingLines(job, paint),
    ]);
  }
}
