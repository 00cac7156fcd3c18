import { Command, Option } from 'nest-commander';
import { FilterOptions } from '../filter-options';
import { BulkActionCommand } from './bulk-action-command';

@FilterOptions()
@Command({ name: 'revert', arguments: '[job]', description: 'undo a job that has completed' })
export class RevertCommand extends BulkActionCommand {
  protected readonly action = 'revert';
  protected override readonly goal = 'reverted';

  @Option({ flags: '--to <step>', description: 'back to and including this step; all of it when not said' })
  to(step: string): string {
    return step;
  }
}
