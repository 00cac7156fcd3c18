import { Command } from 'nest-commander';
import { ActionCommand } from './action-command';

@Command({
  name: 'reject',
  arguments: '<job>',
  description: 'refuse a step that waits for approval: the job is undone',
})
export class RejectCommand extends ActionCommand {
  protected readonly action = 'reject';
}
