import { Command } from 'nest-commander';
import { endingLines } from '../render/ending';
import { jobTree } from '../render/job-tree';
import { paintFor } from '../render/paint';
import { loadSettings } from '../settings/load-settings';
import type { CommonFlags } from '../settings/settings';
import { CliCommand } from './cli-command';

@Command({
  name: 'get',
  arguments: '<job>',
  argsDescription: { job: 'id of the job' },
  description: 'show a job as it stands',
})
export class GetCommand extends CliCommand {
  protected async execute([id = '']: string[], flags: CommonFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const job = await (await this.platform.jobs(settings)).get(id);
    if (settings.json) return this.printJson(job);
    const paint = paintFor(this.terminal.out);
    const tree = jobTree(job, { now: Date.now(), paint, verbose: settings.verbose });
    this.print([...tree, ...endingLines(job, paint)]);
  }
}
