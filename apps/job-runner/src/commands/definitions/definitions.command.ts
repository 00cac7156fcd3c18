import { Command } from 'nest-commander';
import { UsageError } from '../../failure/usage-error';
import { CliCommand } from '../cli-command';
import { similar } from '../similar';
import { DefinitionsListCommand } from './definitions-list.command';
import { DefinitionsRetireCommand } from './definitions-retire.command';
import { DefinitionsShowCommand } from './definitions-show.command';
import { DefinitionsVersionsCommand } from './definitions-versions.command';

@Command({
  name: 'definitions',
  arguments: '[action]',
  description: 'look at definitions, and retire them',
  subCommands: [DefinitionsListCommand, DefinitionsShowCommand, DefinitionsVersionsCommand, DefinitionsRetireCommand],
})
export class DefinitionsCommand extends CliCommand {
  protected execute([action]: string[]): Promise<void> {
    if (action === undefined) throw new UsageError('job-runner definitions list, show, versions or retire?');
    const meant = similar(
      action,
      this.command.commands.map((command) => command.name()),
    );
    const hint = meant === undefined ? 'expected list, show, versions or retire' : `did you mean definitions ${meant}?`;
    throw new UsageError(`there is no command definitions ${action}: ${hint}`);
  }
}
