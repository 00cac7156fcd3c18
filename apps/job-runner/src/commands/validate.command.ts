import { type JobDocument, validateJobDocument } from '#contract';
import { Command } from 'nest-commander';
import { isUnreachable } from '../failure/client-errors';
import { readJob } from '../run/read-job';
import { loadSettings } from '../settings/load-settings';
import type { CommonFlags, Settings } from '../settings/settings';
import { CliCommand } from './cli-command';

@Command({
  name: 'validate',
  arguments: '<job>',
  argsDescription: { job: 'file with the job document' },
  description: 'check a job document, here and with job-control if it is there',
})
export class ValidateCommand extends CliCommand {
  protected async execute([file = '']: string[], flags: CommonFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const warnings = await this.warnings(await readJob(this.terminal, file), settings);
    if (settings.json) return this.printJson({ valid: true, warnings });
    this.print([`${file} is a valid job document`, ...warnings.map((warning) => `warning: ${warning}`)]);
  }

  /** What only the platform knows, such as that nobody offers a service now. */
  private async warnings(job: JobDocument, settings: Settings): Promise<string[]> {
    try {
      return (await (await this.platform.jobs(settings)).validate(job)).warnings;
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      const here = validateJobDocument(job).warnings.map(({ pointer, message }) => `${pointer}: ${message}`);
      return [...here, `whether the services are there was not checked: ${error.message}`];
    }
  }
}
