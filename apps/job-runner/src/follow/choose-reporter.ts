import { paintFor } from '../render/paint';
import type { Settings } from '../settings/settings';
import type { Screen } from '../terminal/terminal';
import { JsonReporter } from './json-reporter';
import { LiveReporter } from './live-reporter';
import { PlainReporter } from './plain-reporter';
import type { Reporter } from './reporter';

export function chooseReporter(screen: Screen, { json, verbose }: Settings): Reporter {
  if (json) return new JsonReporter(screen);
  return screen.isTTY === true
    ? new LiveReporter(screen, paintFor(screen), verbose)
    : new PlainReporter(screen, verbose);
}
