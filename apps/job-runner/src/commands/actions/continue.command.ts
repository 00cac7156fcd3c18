import { Command, Option } from 'nest-commander';
import { UsageError } from '../../failure/usage-error';
import { ActionCommand, type ActionFlags } from './action-command';

@Command({
  name: 'continue',
  arguments: '[job]',
  description: 'go on with a job that is paused, or try again to undo what could not be undone',
})
export class ContinueCommand extends ActionCommand {
  protected readonly action = 'continue';

  protected override check({ skip, reason }: ActionFlags): void {
    if (skip && reason === undefined) throw new UsageError('writing off an effect needs a --reason');
  }

  @Option({ flags: '--skip <task>', description: 'write off the effect of this task (again for more); needs --reason' })
  skip(task: string, earlier: string[] = []): string[] {
    return [...earlier, task];
  }
}
