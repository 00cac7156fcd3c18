import { Command, Option } from 'nest-commander';
import { UsageError } from '../../failure/usage-error';
import { FilterOptions } from '../filter-options';
import type { ActionFlags } from './action-command';
import { BulkActionCommand } from './bulk-action-command';

@FilterOptions()
@Command({
  name: 'continue',
  arguments: '[job]',
  description:
    'go on with a job that is paused, trying again what failed, or try again to undo what could not be undone',
})
export class ContinueCommand extends BulkActionCommand {
  protected readonly action = 'continue';

  protected override check({ skip, reason }: ActionFlags): void {
    if (skip && reason === undefined)
      throw new UsageError('going on without a task, or writing off an effect, needs a --reason');
  }

  @Option({
    flags: '--skip <task>',
    description: 'go on without this task, or write off its effect (again for more); needs --reason',
  })
  skip(task: string, earlier: string[] = []): string[] {
    return [...earlier, task];
  }
}
