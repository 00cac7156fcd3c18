import { Command } from 'nest-commander';
import { ActionCommand } from './action-command';

@Command({ name: 'cancel', arguments: '[job]', description: 'stop a job and undo what it did' })
export class CancelCommand extends ActionCommand {
  protected readonly action = 'cancel';
}
