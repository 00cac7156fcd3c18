import { SubCommand } from 'nest-commander';
import { loadSettings } from '../../settings/load-settings';
import type { CommonFlags } from '../../settings/settings';
import { CliCommand } from '../cli-command';

@SubCommand({
  name: 'retire',
  arguments: '<definition>',
  description: 'make no new jobs from a definition; running ones continue',
})
export class DefinitionsRetireCommand extends CliCommand {
  protected async execute([name = '']: string[], flags: CommonFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const { definitions } = await this.platform.jobs(settings);
    await definitions.retire(name);
    this.print([`${name}: retired`]);
  }
}
