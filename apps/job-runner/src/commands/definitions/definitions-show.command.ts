import { Option, SubCommand } from 'nest-commander';
import { inputFields, questionFor } from '../../definitions/typed-input';
import { loadSettings } from '../../settings/load-settings';
import { wholeNumber } from '../../settings/numbers';
import type { CommonFlags } from '../../settings/settings';
import { CliCommand } from '../cli-command';

interface ShowFlags extends CommonFlags {
  useVersion?: number;
}

@SubCommand({ name: 'show', arguments: '<definition>', description: 'show a definition: its inputs, and its job' })
export class DefinitionsShowCommand extends CliCommand<ShowFlags> {
  protected async execute([name = '']: string[], flags: ShowFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const { definitions } = await this.platform.jobs(settings);
    const definition = await definitions.get(name, flags.useVersion);
    const { version, createdAt, createdBy, description, retiredAt, inputs, job } = definition;
    await this.show(settings, definition, () => [
      `${name}: version ${version}, ${createdAt}${createdBy === undefined ? '' : `, by ${createdBy}`}`,
      ...(description === undefined ? [] : [description]),
      ...(retiredAt === undefined ? [] : [`retired ${retiredAt}: no new job is made from it`]),
      'inputs:',
      ...inputFields(inputs).map((field) => `  ${questionFor(field)}${field.isRequired ? '' : ', optional'}`),
      'job:',
      ...JSON.stringify(job, null, 2)
        .split('\n')
        .map((line) => `  ${line}`),
    ]);
  }

  @Option({ flags: '--use-version <number>', description: 'this version; the newest when not said' })
  useVersion(text: string): number {
    return wholeNumber('--use-version', text);
  }
}
