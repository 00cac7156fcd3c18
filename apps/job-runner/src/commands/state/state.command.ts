import { Command } from 'nest-commander';
import { UsageError } from '../../failure/usage-error';
import { CliCommand } from '../cli-command';
import { similar } from '../similar';
import { StateDeleteCommand } from './state-delete.command';
import { StateGetCommand } from './state-get.command';
import { StateListCommand } from './state-list.command';
import { StatePatchCommand } from './state-patch.command';
import { StatePutCommand } from './state-put.command';

@Command({
  name: 'state',
  arguments: '[action]',
  description: 'look at state documents, make and change them',
  subCommands: [StateListCommand, StateGetCommand, StatePutCommand, StatePatchCommand, StateDeleteCommand],
})
export class StateCommand extends CliCommand {
  protected execute([action]: string[]): Promise<void> {
    if (action === undefined) throw new UsageError('job-runner state list, get, put, patch or delete?');
    const meant = similar(
      action,
      this.command.commands.map((command) => command.name()),
    );
    const hint = meant === undefined ? 'expected list, get, put, patch or delete' : `did you mean state ${meant}?`;
    throw new UsageError(`there is no command state ${action}: ${hint}`);
  }
}
