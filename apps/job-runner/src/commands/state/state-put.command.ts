import { Option, SubCommand } from 'nest-commander';
import { readJsonObject } from '../../files/json-file';
import { StateOfRun } from '../../run/state-of-run';
import { loadSettings } from '../../settings/load-settings';
import type { CommonFlags } from '../../settings/settings';
import { CliCommand } from '../cli-command';

interface PutFlags extends CommonFlags {
  overwrite?: boolean;
}

@SubCommand({ name: 'put', arguments: '<id> <file>', description: 'make a state document out of a JSON file' })
export class StatePutCommand extends CliCommand<PutFlags> {
  protected async execute([id = '', file = '']: string[], flags: PutFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const content = await readJsonObject(this.terminal, file);
    const client = await this.platform.state(settings);
    const { address } = await StateOfRun.make(client, { ...content, id }, flags.overwrite ?? false);
    this.print([address ?? id]);
  }

  @Option({ flags: '--overwrite', description: 'replace a document of the same id' })
  overwrite(): boolean {
    return true;
  }
}
