import { Command } from 'nest-commander';
import { ActionCommand } from './action-command';

@Command({ name: 'pause', arguments: '[job]', description: 'let a job finish its calls in flight, and start no more' })
export class PauseCommand extends ActionCommand {
  protected readonly action = 'pause';
}
