import { Command, Option } from 'nest-commander';
import { ActionCommand } from './action-command';

@Command({
  name: 'continue',
  arguments: '<job>',
  description: 'go on with a job that is paused, or try again to undo what could not be undone',
})
export class ContinueCommand extends ActionCommand {
  protected readonly action = 'continue';

  @Option({ flags: '--skip <task>', description: 'write off the effect of this task (again for more); needs --reason' })
  skip(task: string, earlier: string[] = []): string[] {
    return [...earlier, task];
  }
}
