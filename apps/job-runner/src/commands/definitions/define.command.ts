import { Command, Option } from 'nest-commander';
import { UsageError } from '../../failure/usage-error';
import { inFile } from '../../files/definition-file';
import { isObject, readJsonFile } from '../../files/json-file';
import { loadSettings } from '../../settings/load-settings';
import type { CommonFlags } from '../../settings/settings';
import { CliCommand } from '../cli-command';

interface DefineFlags extends CommonFlags {
  name?: string;
}

@Command({
  name: 'define',
  arguments: '<file>',
  argsDescription: { file: 'file with a definition: description, inputs and job' },
  description: 'make the next version of a definition, unless the newest says the same',
})
export class DefineCommand extends CliCommand<DefineFlags> {
  protected async execute([file = '']: string[], flags: DefineFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const content = await readJsonFile(this.terminal, file);
    const name = flags.name ?? (isObject(content.value) ? content.value.name : undefined);
    if (typeof name !== 'string') throw new UsageError(`which name? Say it with --name, or as "name" in ${file}`);
    const { definitions } = await this.platform.jobs(settings);
    const { definition, isNew } = await inFile(content, (document) => definitions.put(name, document));
    if (settings.json) return this.printJson(definition);
    this.print([
      `${name}: version ${definition.version}${isNew ? '' : ', which says the same already'}`,
      ...(definition.warnings ?? []).map((warning) => `warning: ${warning}`),
      `start it: job-runner start ${name}`,
    ]);
  }

  @Option({ flags: '--name <name>', description: 'the name of the definition, if the file does not say it' })
  name(name: string): string {
    return name;
  }
}
