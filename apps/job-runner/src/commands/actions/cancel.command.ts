import { Command } from 'nest-commander';
import { FilterOptions } from '../filter-options';
import { BulkActionCommand } from './bulk-action-command';

@FilterOptions()
@Command({ name: 'cancel', arguments: '[job]', description: 'stop a job and undo what it did' })
export class CancelCommand extends BulkActionCommand {
  protected readonly action = 'cancel';
}
