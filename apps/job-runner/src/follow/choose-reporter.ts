import { exitCodeOf } from '../failure/exit-codes';
import { UsageError } from '../failure/usage-error';
import { paintFor } from '../render/paint';
import type { Settings } from '../settings/settings';
import type { Screen } from '../terminal/terminal';
import { JsonReporter, type ExitCode } from './json-reporter';
import { LiveReporter } from './live-reporter';
import { PlainReporter } from './plain-reporter';
import type { Reporter } from './reporter';

/** @throws UsageError for a format that cannot be written line by line */
export function chooseReporter(
  screen: Screen,
  { output, verbose }: Settings,
  exitCode: ExitCode = exitCodeOf,
): Reporter {
  if (output === 'yaml') throw new UsageError('-o yaml: what is followed comes line by line; say -o json');
  if (output === 'json') return new JsonReporter(screen, exitCode);
  return screen.isTTY === true
    ? new LiveReporter(screen, paintFor(screen), verbose)
    : new PlainReporter(screen, verbose);
}
