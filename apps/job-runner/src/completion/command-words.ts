import type { CommandRunner } from 'nest-commander';

type Program = Parameters<CommandRunner['setCommand']>[0];

export interface CompletionWord {
  /** `run`, or `--state`. */
  word: string;
  description: string;
}

export interface SubcommandWord extends CompletionWord {
  /** The name of a definition follows it. */
  takesDefinition?: boolean;
}

/** The words that may follow a command. */
export interface CommandWords extends CompletionWord {
  options: CompletionWord[];
  /** The words that must follow it: `get` after `state`. */
  subcommands: SubcommandWord[];
  /** The id of a job may follow it. */
  takesJob?: boolean;
  /** The name of a definition may follow it. */
  takesDefinition?: boolean;
}

/** All completions, read from the commands themselves. */
export function commandWords(program: Program): CommandWords[] {
  const visible = program
    .createHelp()
    .visibleCommands(program)
    .filter((command) => command.name() !== 'help');
  return visible.map((command) => ({
    word: command.name(),
    description: command.description(),
    options: command.options.flatMap(({ long, description }) => (long ? [{ word: long, description }] : [])),
    takesJob: command.options.some(({ long }) => long === '--last'),
    takesDefinition: command.options.some(({ long }) => long === '--input'),
    subcommands: command.commands.map((sub) => ({
      word: sub.name(),
      description: sub.description(),
      takesDefinition: sub.registeredArguments.some((argument) => argument.name() === 'definition'),
    })),
  }));
}
