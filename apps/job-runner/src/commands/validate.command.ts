import { type DefinitionDocument, type FieldFault, type JobDocument, validateJobDocument } from '#contract';
import { Command } from 'nest-commander';
import { isUnreachable } from '../failure/client-errors';
import { checkDesign, isDesign } from '../files/check-design';
import { isDefinition } from '../files/definition-file';
import { type JsonFile, readJsonFile } from '../files/json-file';
import { jobIn } from '../run/read-job';
import { loadSettings } from '../settings/load-settings';
import type { CommonFlags, Settings } from '../settings/settings';
import { CliCommand } from './cli-command';

@Command({
  name: 'validate',
  arguments: '<file>',
  argsDescription: { file: 'file with a job document, a definition or a design' },
  description:
    'check a job document, here and with job-control if it is there, a definition, with job-control, or a design',
})
export class ValidateCommand extends CliCommand {
  protected async execute([file = '']: string[], flags: CommonFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const content = await readJsonFile(this.terminal, file);
    const { kind, warnings } = await this.checked(content, settings);
    if (settings.json) return this.printJson({ valid: true, warnings });
    this.print([`${file} is a valid ${kind}`, ...warnings.map((warning) => `warning: ${warning}`)]);
  }

  private async checked(content: JsonFile, settings: Settings): Promise<{ kind: string; warnings: readonly string[] }> {
    if (isDesign(content.value)) {
      return { kind: 'design', warnings: (await checkDesign(this.terminal, content)).map(line) };
    }
    if (isDefinition(content.value)) {
      const { definitions } = await this.platform.jobs(settings);
      const { valid, errors, warnings } = await definitions.validate(content.value as DefinitionDocument);
      if (!valid) throw content.invalid('a valid definition', errors);
      return { kind: 'definition', warnings };
    }
    return { kind: 'job document', warnings: await this.warnings(await jobIn(content), settings) };
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
