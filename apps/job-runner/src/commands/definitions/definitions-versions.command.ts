import { SubCommand } from 'nest-commander';
import { loadSettings } from '../../settings/load-settings';
import { DEFAULT_LIMIT, type PageFlags } from '../page-command';
import { DefinitionPageCommand } from './definition-page-command';

@SubCommand({
  name: 'versions',
  arguments: '<definition>',
  description: 'list the versions of a definition, newest first',
})
export class DefinitionsVersionsCommand extends DefinitionPageCommand {
  protected async execute([name = '']: string[], flags: PageFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const { limit = DEFAULT_LIMIT, cursor } = flags;
    const { definitions } = await this.platform.jobs(settings);
    await this.showPage(settings, await definitions.versions(name, { limit, cursor }), 'no versions');
  }
}
