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

interface Rows<T> {
  readonly heading: readonly string[];
  readonly row: (item: T) => readonly string[];
  /** What is said when there are none. */
  readonly none: string;
  /** Further columns, where there is room. */
  readonly wide?: Pick<Rows<T>, 'heading' | 'row'>;
  /** Lines below the table. */
  readonly notes?: (item: T) => readonly string[];
}

/** Shows a page of a list, and how the next one is asked for. */
export abstract class PageCommand<Flags extends PageFlags = PageFlags> extends CliCommand<Flags> {
  protected showRows<T>(
    settings: Settings,
    { items, cursor }: Page<T>,
    { heading, row, none, wide: more, notes }: Rows<T>,
  ): Promise<void> {
    const head = (wide: boolean) => [...heading, ...(wide && more ? more.heading : [])];
    const cells = (item: T, wide: boolean) => [...row(item), ...(wide && more ? more.row(item) : [])];
    const rows = (wide: boolean) => [head(wide), ...items.map((item) => cells(item, wide))];
    return this.show(settings, items, (wide) => [
      ...(items.length === 0 ? [none] : table(rows(wide), this.columns(wide))),
      ...(notes ? items.flatMap(notes) : []),
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
