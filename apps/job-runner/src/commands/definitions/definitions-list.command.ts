import { Option, SubCommand } from 'nest-commander';
import { loadSettings } from '../../settings/load-settings';
import { labelOf } from '../filter-options';
import { DEFAULT_LIMIT, type PageFlags } from '../page-command';
import { DefinitionPageCommand } from './definition-page-command';

interface ListFlags extends PageFlags {
  label?: string[];
}

@SubCommand({ name: 'list', description: 'list the newest version of each definition' })
export class DefinitionsListCommand extends DefinitionPageCommand<ListFlags> {
  protected async execute(_args: string[], flags: ListFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const { label, limit = DEFAULT_LIMIT, cursor } = flags;
    const { definitions } = await this.platform.jobs(settings);
    await this.showPage(settings, await definitions.list({ label, limit, cursor }), 'no definitions');
  }

  @Option({ flags: '--label <key:value>', description: 'only definitions with this label (again for more)' })
  label(text: string, earlier: string[] = []): string[] {
    return [...earlier, labelOf(text)];
  }
}
