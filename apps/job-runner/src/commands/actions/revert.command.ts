import { Command, Option } from 'nest-commander';
import { EXIT } from '../../failure/exit-codes';
import { UsageError } from '../../failure/usage-error';
import { revertPlanLines } from '../../render/revert-plan-lines';
import { loadSettings } from '../../settings/load-settings';
import { confirm } from '../../terminal/confirm';
import { print } from '../../terminal/terminal';
import { FilterOptions } from '../filter-options';
import { BulkActionCommand, type BulkActionFlags, filterIn } from './bulk-action-command';

interface RevertFlags extends BulkActionFlags {
  plan?: boolean;
}

@FilterOptions()
@Command({ name: 'revert', arguments: '[job]', description: 'undo a job that has completed' })
export class RevertCommand extends BulkActionCommand<RevertFlags> {
  protected readonly action = 'revert';
  protected override readonly goal = 'reverted';

  protected override async execute(args: string[], flags: RevertFlags): Promise<number | void> {
    const isOfMany = filterIn(flags) !== undefined || flags.dryRun === true;
    if (flags.plan && isOfMany) throw new UsageError('--plan is for one job');
    // A script says what it wants; a person is shown first what it means.
    const isSaid = flags.yes === true || !this.terminal.isInteractive;
    if (isOfMany || (!flags.plan && isSaid)) return super.execute(args, flags);
    return this.planned(args, flags);
  }

  private async planned(args: string[], flags: RevertFlags): Promise<number | void> {
    const settings = await loadSettings(this.terminal, flags);
    const jobs = await this.platform.jobs(settings);
    const id = await this.jobId(jobs, args, flags);
    const planned = await jobs.planRevert(id, flags.to);
    if (flags.plan) {
      await this.show(settings, planned, (wide) => revertPlanLines(planned, this.columns(wide)));
      return planned.notUndoable.length > 0 ? EXIT.undone : EXIT.ok;
    }
    print(this.terminal.err, revertPlanLines(planned, this.columns(false)));
    if (!(await confirm(this.terminal, 'revert it'))) return EXIT.undone;
    return super.execute([id], { ...flags, last: undefined });
  }

  @Option({ flags: '--to <step>', description: 'back to and including this step; all of it when not said' })
  to(step: string): string {
    return step;
  }

  @Option({ flags: '--plan', description: 'only show what would be undone, and what would stay' })
  plan(): boolean {
    return true;
  }
}
