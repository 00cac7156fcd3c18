import { CommandFactory, CommandRunnerService } from 'nest-commander';
import { CliModule } from './cli.module';
import { explain, explanationLines } from './failure/explain';
import { EXIT } from './failure/exit-codes';
import { print, type Terminal } from './terminal/terminal';
import { packageVersion } from './version';

/** Carries out one command line, and returns its exit code. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const app = await CommandFactory.createWithoutRunning(CliModule.at(terminal), {
    logger: false,
    version: packageVersion(),
    errorHandler: rethrow,
    serviceErrorHandler: (error) => fail(error, terminal),
    outputConfiguration: {
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
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

/** Commander has said already what is wrong with a command line. */
function fail(error: Error & { exitCode?: number }, terminal: Terminal): void {
  if (error.exitCode !== undefined) {
    terminal.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    return;
  }
  const explanation = explain(error);
  terminal.exitCode = explanation.exitCode;
  print(terminal.err, explanationLines(explanation));
}
