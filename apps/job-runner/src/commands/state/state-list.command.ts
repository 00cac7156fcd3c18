import { Option, SubCommand } from 'nest-commander';
import { wholeNumber } from '../../settings/numbers';
import { table } from '../../render/table';
import { loadSettings } from '../../settings/load-settings';
import type { CommonFlags } from '../../settings/settings';
import { CliCommand } from '../cli-command';

interface ListFlags extends CommonFlags {
  limit?: number;
  cursor?: string;
}

const DEFAULT_LIMIT = 20;

@SubCommand({ name: 'list', description: 'list the state documents' })
export class StateListCommand extends CliCommand<ListFlags> {
  protected async execute(_args: string[], flags: ListFlags): Promise<void> {
    const settings = await loadSettings(this.terminal, flags);
    const { limit = DEFAULT_LIMIT, cursor } = flags;
    const page = await (await this.platform.state(settings)).list({ limit, cursor });
    const rows = page.items.map(({ id, createdAt = '', lastModified = '' }) => [id, createdAt, lastModified]);
    await this.show(settings, page.items, (wide) => [
      ...(rows.length === 0 ? ['no state documents'] : table([HEADING, ...rows], this.columns(wide))),
      ...(page.cursor === undefined ? [] : [`more: --cursor ${page.cursor}`]),
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

const HEADING = ['ID', 'CREATED', 'CHANGED'];
