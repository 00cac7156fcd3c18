import { type DefinitionDocument, type FieldFault, type JobDocument, validateJobDocument } from '#contract';
import { Command, Option } from 'nest-commander';
import { isUnreachable } from '../failure/client-errors';
import { termFaults } from '../files/check-terms';
import { checkDesign, isDesign } from '../files/check-design';
import { isDefinition } from '../files/definition-file';
import { type JsonFile, readBytes, readJsonFile } from '../files/json-file';
import { jobIn } from '../run/read-job';
import { loadSettings } from '../settings/load-settings';
import type { CommonFlags, Settings } from '../settings/settings';
import { CliCommand } from './cli-command';

interface ValidateFlags extends CommonFlags {
  profile?: string;
}

@Command({
  name: 'validate',
  arguments: '<file>',
  argsDescription: { file: 'file with a job document, a definition or a design' },
  description:
    'check a job document, here and with job-control if it is there, a definition, with job-control, or a design',
})
export class ValidateCommand extends CliCommand<ValidateFlags> {
  protected async execute([file = '']: string[], flags: ValidateFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const content = await readJsonFile(this.terminal, file);
    if (flags.profile !== undefined) await this.checkTerms(content, flags.profile);
    const { kind, warnings } = await this.checked(content, settings);
    if (settings.json) return this.printJson({ valid: true, warnings });
    this.print([`${file} is a valid ${kind}`, ...warnings.map((warning) => `warning: ${warning}`)]);
  }

  @Option({
    flags: '--profile <file>',
    description: 'check the terms of tasks with `does` against this ALPS profile, whatever services are there',
  })
  profile(file: string): string {
    return file;
  }

  private async checkTerms(content: JsonFile, profile: string): Promise<void> {
    const job = await jobIn(content);
    const faults = termFaults(job, profile, await readBytes(this.terminal, profile));
    if (faults.length > 0) throw content.invalid('a job in the terms of this profile', faults);
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
