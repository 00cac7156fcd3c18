import type { InputFlags } from '../definitions/read-inputs';
import { UsageError } from '../failure/usage-error';
import { wholeNumber } from '../settings/numbers';
import { addOptions } from './add-options';
import { labelOf } from './filter-options';

/** What a definition is started with. */
export interface StartFlags extends InputFlags {
  useVersion?: number;
  label?: string[];
}

const OPTIONS = {
  input: {
    flags: '--input <name=value>',
    description: 'a value for an input of the definition (again for more)',
    parse: (text: string, earlier: string[] = []) => [...earlier, text],
  },
  inputs: {
    flags: '--inputs <file>',
    description: 'file with an object of inputs; --input wins',
    parse: (file: string) => file,
  },
  useVersion: {
    flags: '--use-version <number>',
    description: 'this version of the definition; the newest when not said',
    parse: (text: string) => wholeNumber('--use-version', text),
  },
};

const LABEL = {
  label: {
    flags: '--label <key:value>',
    description: 'a label for the job (again for more)',
    parse: (text: string, earlier: string[] = []) => [...earlier, labelOf(text)],
  },
};

/** Gives a command the options that say what a definition is started with. */
export function InputOptions(): ClassDecorator {
  return addOptions(OPTIONS);
}

export function JobLabelOption(): ClassDecorator {
  return addOptions(LABEL);
}

/** @throws UsageError where a key has two values */
export function labelsFrom(texts: readonly string[] | undefined): Record<string, string> | undefined {
  if (texts === undefined) return undefined;
  const labels = new Map<string, string>();
  for (const text of texts) {
    const colon = text.indexOf(':');
    const key = text.slice(0, colon);
    if (labels.has(key)) throw new UsageError(`--label: ${key} was given twice`);
    labels.set(key, text.slice(colon + 1));
  }
  return Object.fromEntries(labels);
}
