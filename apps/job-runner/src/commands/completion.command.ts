import { Command } from 'nest-commander';
import { commandWords } from '../completion/command-words';
import { SCRIPTS, type Shell } from '../completion/scripts';
import { UsageError } from '../failure/usage-error';
import { CliCommand } from './cli-command';

@Command({
  name: 'completion',
  arguments: '<shell>',
  argsDescription: { shell: Object.keys(SCRIPTS).join(', ') },
  description: 'print a script that has a shell complete commands and options',
})
export class CompletionCommand extends CliCommand {
  protected execute([shell = '']: string[]): Promise<void> {
    if (!Object.hasOwn(SCRIPTS, shell))
      throw new UsageError(`for which shell? One of ${Object.keys(SCRIPTS).join(', ')}`);
    const program = this.command.parent ?? this.command;
    this.print(SCRIPTS[shell as Shell](commandWords(program)));
    return Promise.resolve();
  }
}
