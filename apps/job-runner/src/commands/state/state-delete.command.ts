import { SubCommand } from 'nest-commander';
import { loadSettings } from '../../settings/load-settings';
import type { CommonFlags } from '../../settings/settings';
import { CliCommand } from '../cli-command';

@SubCommand({ name: 'delete', arguments: '<id>', description: 'delete a state document' })
export class StateDeleteCommand extends CliCommand {
  protected async execute([id = '']: string[], flags: CommonFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    await (await this.platform.state(settings)).delete(id);
    this.print([`${id}: deleted`]);
  }
}
