import { Command } from 'nest-commander';
import { FilterOptions } from '../filter-options';
import { BulkActionCommand } from './bulk-action-command';

@FilterOptions()
@Command({ name: 'kill', arguments: '[job]', description: 'stop a job and leave what it did as it is' })
export class KillCommand extends BulkActionCommand {
  protected readonly action = 'kill';
}
