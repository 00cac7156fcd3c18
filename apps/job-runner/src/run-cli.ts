import { CommandFactory, CommandRunnerService } from 'nest-commander';
import { CliModule } from './cli.module';
import { explain, explanationLines } from './failure/explain';
import { EXIT } from './failure/exit-codes';
import { UsageError } from './failure/usage-error';
import { print, type Terminal } from './terminal/terminal';
import { packageVersion } from './version';

/** Executes one command line, and returns its exit code. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const app = await CommandFactory.createWithoutRunning(CliModule.at(terminal), {
    logger: false,
    version: packageVersion(),
    errorHandler: rethrow,
    serviceErrorHandler: (error) => fail(error, terminal, wantsJson(args)),
    outputConfiguration: {
      writeOut: (text) => print(terminal.out, linesOf(text)),
      writeErr: (text) => print(terminal.err, linesOf(text)),
      // `fail` prints it like every other error.
      outputError: () => undefined,
    },
  });
  await app.get(CommandRunnerService).run(['node', 'job-runner', ...args]);
  await app.close();
  return terminal.exitCode;
}

/** Commander ends the process where this returns. */
function rethrow(error: Error): never {
  throw error;
}

/** A command line that could not be parsed, and so was not executed. */
function fail(error: Error & { exitCode?: number }, terminal: Terminal, json: boolean): void {
  terminal.exitCode = EXIT.ok;
  if (error.exitCode === 0) return;
  const cause = error.exitCode === undefined ? error : new UsageError(onOneLine(error.message));
  const explanation = explain(cause);
  terminal.exitCode = explanation.exitCode;
  print(terminal.err, explanationLines(explanation, json));
}

/** Like every other error; commander puts its suggestion on a separate line, in parentheses. */
function onOneLine(message: string): string {
  return message.replace(/^error: /, '').replace(/\n\(Did you mean (.+)\?\)$/, ': did you mean $1?');
}

/** The options have not been parsed, or cannot be. */
function wantsJson(args: readonly string[]): boolean {
  return args.some((arg, at) => arg === '--json' || arg === '-ojson' || (arg === 'json' && isOutput(args[at - 1])));
}

function isOutput(flag: string | undefined): boolean {
  return flag === '-o' || flag === '--output';
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}
