import type { Page } from '#clients';
import { Option } from 'nest-commander';
import { table } from '../render/table';
import { wholeNumber } from '../settings/numbers';
import type { CommonFlags, Settings } from '../settings/settings';
import { CliCommand } from './cli-command';

export interface PageFlags extends CommonFlags {
  limit?: number;
  cursor?: string;
}

export const DEFAULT_LIMIT = 20;

/** Shows a page of a list, and how the next one is asked for. */
export abstract class PageCommand<Flags extends PageFlags = PageFlags> extends CliCommand<Flags> {
  protected showRows<T>(
    settings: Settings,
    { items, cursor }: Page<T>,
    { heading, row, none }: { heading: string[]; row: (item: T) => string[]; none: string },
  ): Promise<void> {
    return this.show(settings, items, (wide) => [
      ...(items.length === 0 ? [none] : table([heading, ...items.map(row)], this.columns(wide))),
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
