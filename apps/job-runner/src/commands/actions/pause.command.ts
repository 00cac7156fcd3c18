import { Command } from 'nest-commander';
import { FilterOptions } from '../filter-options';
import { BulkActionCommand } from './bulk-action-command';

@FilterOptions()
@Command({ name: 'pause', arguments: '[job]', description: 'let a job finish its calls in flight, and start no more' })
export class PauseCommand extends BulkActionCommand {
  protected readonly action = 'pause';
}
