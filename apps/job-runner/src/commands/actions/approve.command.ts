import { Command, Option } from 'nest-commander';
import { ActionCommand } from './action-command';

@Command({ name: 'approve', arguments: '<job>', description: 'let a step that waits for approval begin' })
export class ApproveCommand extends ActionCommand {
  protected readonly action = 'approve';

  @Option({ flags: '--step <step>', description: 'the step, when more than one waits' })
  step(step: string): string {
    return step;
  }
}
