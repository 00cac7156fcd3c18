import { Command } from 'nest-commander';
import { ActionCommand } from './action-command';

@Command({ name: 'kill', arguments: '[job]', description: 'stop a job and leave what it did as it is' })
export class KillCommand extends ActionCommand {
  protected readonly action = 'kill';
}
