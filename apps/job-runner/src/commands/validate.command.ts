import { type FieldFault, type JobDocument, validateJobDocument } from '#contract';
import { Command } from 'nest-commander';
import { isUnreachable } from '../failure/client-errors';
import { checkDesign, isDesign } from '../files/check-design';
import { readJsonFile } from '../files/json-file';
import { jobIn } from '../run/read-job';
import { loadSettings } from '../settings/load-settings';
import type { CommonFlags, Settings } from '../settings/settings';
import { CliCommand } from './cli-command';

@Command({
  name: 'validate',
  arguments: '<file>',
  argsDescription: { file: 'file with a job document, or with a design' },
  description: 'check a job document, here and with job-control if it is there, or a design',
})
export class ValidateCommand extends CliCommand {
  protected async execute([file = '']: string[], flags: CommonFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const content = await readJsonFile(this.terminal, file);
    const kind = isDesign(content.value) ? 'design' : 'job document';
    const warnings =
      kind === 'design'
        ? (await checkDesign(this.terminal, content)).map(line)
        : await this.warnings(await jobIn(content), settings);
    if (settings.json) return this.printJson({ valid: true, warnings });
    this.print([`${file} is a valid ${kind}`, ...warnings.map((warning) => `warning: ${warning}`)]);
  }

  /** What only the platform knows, such as tasks that no instance offers now. */
  private async warnings(job: JobDocument, settings: Settings): Promise<string[]> {
    try {
      return (await (await this.platform.jobs(settings)).validate(job)).warnings;
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      const here = validateJobDocument(job).warnings.map(line);
      return [...here, `whether the services are there was not checked: ${error.message}`];
    }
  }
}

function line({ pointer, message }: FieldFault): string {
  return `${pointer || '(document)'}: ${message}`;
}
