import type { Page } from '#clients';
import type { DefinitionSummary } from '#contract';
import { labelTexts } from '#contract/pure';
import { Option } from 'nest-commander';
import { table } from '../../render/table';
import { wholeNumber } from '../../settings/numbers';
import type { CommonFlags, Settings } from '../../settings/settings';
import { CliCommand } from '../cli-command';

export interface PageFlags extends CommonFlags {
  limit?: number;
  cursor?: string;
}

export const DEFAULT_LIMIT = 20;

/** Shows a page of definitions, or of versions of one. */
export abstract class DefinitionPageCommand<Flags extends PageFlags = PageFlags> extends CliCommand<Flags> {
  protected showPage(settings: Settings, { items, cursor }: Page<DefinitionSummary>, none: string): Promise<void> {
    return this.show(settings, items, (wide) => [
      ...(items.length === 0 ? [none] : table([HEADING, ...items.map(row)], this.columns(wide))),
      ...(cursor === undefined ? [] : [`more: --cursor ${cursor}`]),
    ]);
  }

  @Option({ flags: '--limit <count>', description: `at most so many (${DEFAULT_LIMIT} when not said)` })
  limit(count: string): number {
    return wholeNumber('--limit', count);
  }

  @Option({ flags: '--cursor <cursor>', description: 'go on where an earlier list ended' })
  cursor(cursor: string): string {
    return cursor;
  }
}

const HEADING = ['NAME', 'VERSION', 'CREATED', 'BY', 'LABELS', 'DESCRIPTION'];

function row({ name, version, createdAt, createdBy = '', labels = {}, description = '' }: DefinitionSummary): string[] {
  return [name, String(version), createdAt, createdBy, labelTexts(labels).join(' '), description];
}
