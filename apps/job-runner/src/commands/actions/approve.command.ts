import { Command } from 'nest-commander';
import { ActionCommand } from './action-command';

@Command({ name: 'approve', arguments: '<job>', description: 'let a step that waits for approval begin' })
export class ApproveCommand extends ActionCommand {
  protected readonly action = 'approve';
}
