import { Command, Option } from 'nest-commander';
import { FilterOptions } from '../filter-options';
import { BulkActionCommand } from './bulk-action-command';

@FilterOptions()
@Command({
  name: 'rerun',
  arguments: '[job]',
  description: 'run a job again, undoing first what it will do again',
})
export class RerunCommand extends BulkActionCommand {
  protected readonly action = 'rerun';

  @Option({ flags: '--from <step>', description: 'from this step; from the first when not said' })
  from(step: string): string {
    return step;
  }
}
