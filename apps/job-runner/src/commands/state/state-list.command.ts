import { SubCommand } from 'nest-commander';
import { loadSettings } from '../../settings/load-settings';
import { DEFAULT_LIMIT, PageCommand, type PageFlags } from '../page-command';

@SubCommand({ name: 'list', description: 'list the state documents' })
export class StateListCommand extends PageCommand {
  protected async execute(_args: string[], flags: PageFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const { limit = DEFAULT_LIMIT, cursor } = flags;
    const page = await (await this.platform.state(settings)).list({ limit, cursor });
    await this.showRows(settings, page, {
      heading: ['ID', 'CREATED', 'CHANGED'],
      row: ({ id, createdAt = '', lastModified = '' }) => [id, createdAt, lastModified],
      none: 'no state documents',
    });
  }
}
