import { isLabelText } from '#contract/pure';
import { UsageError } from '../failure/usage-error';
import { timeOf } from '../settings/times';
import { addOptions } from './add-options';

/** Which jobs are meant, as far as a command takes it. */
export interface FilterFlags {
  status?: string;
  label?: string[];
  name?: string;
  definition?: string;
  since?: string;
  until?: string;
}

const OPTIONS = {
  status: {
    flags: '--status <status>',
    description: 'only jobs of this status, or of several with commas between',
    parse: (status: string) => status,
  },
  label: {
    flags: '--label <key:value>',
    description: 'only jobs with this label (again for more: all of them)',
    parse: (label: string, earlier: string[] = []) => [...earlier, labelOf(label)],
  },
  name: { flags: '--name <name>', description: 'only jobs of this name', parse: (name: string) => name },
  definition: {
    flags: '--definition <name>',
    description: 'only jobs made from this definition',
    parse: (name: string) => name,
  },
  since: {
    flags: '--since <time>',
    description: 'only jobs made then or later: ISO 8601, or how long ago (30m, 1h, 2d)',
    parse: (time: string) => timeOf('--since', time),
  },
  until: {
    flags: '--until <time>',
    description: 'only jobs made then or earlier; as --since',
    parse: (time: string) => timeOf('--until', time),
  },
};

/** Gives a command the options that say which jobs are meant; the same for lists and for actions on many. */
export function FilterOptions(): ClassDecorator {
  return addOptions(OPTIONS);
}

/** @throws UsageError */
export function labelOf(text: string): string {
  if (isLabelText(text)) return text;
  throw new UsageError(`--label: expected key:value, not ${text}`);
}
