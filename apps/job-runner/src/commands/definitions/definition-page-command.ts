import type { Page } from '#clients';
import type { DefinitionSummary } from '#contract';
import { labelTexts } from '#contract/pure';
import type { Settings } from '../../settings/settings';
import { PageCommand, type PageFlags } from '../page-command';

/** Shows a page of definitions, or of versions of one. */
export abstract class DefinitionPageCommand<Flags extends PageFlags = PageFlags> extends PageCommand<Flags> {
  protected showPage(settings: Settings, page: Page<DefinitionSummary>, none: string): Promise<void> {
    return this.showRows(settings, page, { heading: HEADING, row, none });
  }
}

const HEADING = ['NAME', 'VERSION', 'CREATED', 'BY', 'LABELS', 'DESCRIPTION'];

function row({ name, version, createdAt, createdBy = '', labels = {}, description = '' }: DefinitionSummary): string[] {
  return [name, String(version), createdAt, createdBy, labelTexts(labels).join(' '), description];
}
