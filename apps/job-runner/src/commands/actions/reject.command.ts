import { Command, Option } from 'nest-commander';
import { ActionCommand } from './action-command';

@Command({
  name: 'reject',
  arguments: '<job>',
  description: 'refuse a step that waits for approval: the job is undone',
})
export class RejectCommand extends ActionCommand {
  protected readonly action = 'reject';

  @Option({ flags: '--step <step>', description: 'the step, when more than one waits' })
  step(step: string): string {
    return step;
  }
}
