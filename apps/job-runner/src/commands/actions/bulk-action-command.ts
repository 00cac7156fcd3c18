import type { BulkActionName } from '#contract';
import { Option } from 'nest-commander';
import { UsageError } from '../../failure/usage-error';
import { loadSettings } from '../../settings/load-settings';
import type { FilterFlags } from '../filter-options';
import { ActionCommand, type ActionFlags } from './action-command';
import { actOnMany } from './act-on-many';

export interface BulkActionFlags extends ActionFlags, FilterFlags {
  dryRun?: boolean;
  yes?: boolean;
}

/** Sends an action to an existing job, or to all that a filter selects. */
export abstract class BulkActionCommand<Flags extends BulkActionFlags = BulkActionFlags> extends ActionCommand<Flags> {
  protected abstract override readonly action: BulkActionName;

  protected override async execute(args: string[], flags: Flags): Promise<number | void> {
    const filter = filterIn(flags);
    if (filter === undefined) {
      if (flags.dryRun) throw new UsageError('--dry-run: which jobs? Say so with --label, --status, --name or a time');
      return super.execute(args, flags);
    }
    const { dryRun = false, yes = false, watch, last, by, reason, skip, from, to } = flags;
    if (args.length > 0 || last) throw new UsageError('either one job, or a filter such as --label');
    if (watch || skip || from !== undefined || to !== undefined)
      throw new UsageError('--watch, --skip, --from and --to are for one job');
    const settings = await loadSettings(this.terminal, flags);
    const jobs = await this.platform.jobs(settings);
    return actOnMany(jobs, this.terminal, settings, { action: this.action, filter, by, reason }, { dryRun, yes });
  }

  @Option({ flags: '--dry-run', description: 'with a filter: only show which jobs are meant' })
  dryRun(): boolean {
    return true;
  }

  @Option({ flags: '--yes', description: 'do not ask' })
  yes(): boolean {
    return true;
  }
}

/** Which jobs are meant; undefined where no option says so. */
export function filterIn({ status, label, name, definition, since, until }: FilterFlags) {
  const filter = { status: status?.split(','), label, name, definition, since, until };
  return Object.values(filter).some((value) => value !== undefined) ? filter : undefined;
}
