import { SubCommand } from 'nest-commander';
import { loadSettings } from '../../settings/load-settings';
import type { CommonFlags } from '../../settings/settings';
import { CliCommand } from '../cli-command';

@SubCommand({ name: 'get', arguments: '<id>', description: 'print a state document' })
export class StateGetCommand extends CliCommand {
  protected async execute([id = '']: string[], flags: CommonFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const client = await this.platform.state(settings);
    const { content } = await client.read(id);
    await this.show(settings, content, () => JSON.stringify(content, null, 2).split('\n'));
  }
}
