import { Command } from 'nest-commander';
import { UsageError } from '../../failure/usage-error';
import { CliCommand } from '../cli-command';
import { StateDeleteCommand } from './state-delete.command';
import { StateGetCommand } from './state-get.command';
import { StateListCommand } from './state-list.command';
import { StatePatchCommand } from './state-patch.command';
import { StatePutCommand } from './state-put.command';

@Command({
  name: 'state',
  description: 'look at state documents, make and change them',
  subCommands: [StateListCommand, StateGetCommand, StatePutCommand, StatePatchCommand, StateDeleteCommand],
})
export class StateCommand extends CliCommand {
  protected execute(): Promise<void> {
    throw new UsageError('job-runner state list, get, put, patch or delete?');
  }
}
