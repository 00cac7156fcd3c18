import type { FieldFault } from '#contract';
import { isObject } from '../files/json-file';
import { isWebAddress } from './web-address';

/** The content of `.job-runner.json`. */
export interface Defaults {
  jobURL?: string;
  stateURL?: string;
  discoveryURL?: string;
  state?: string;
  values?: string;
  emit?: string | boolean;
  keep?: boolean;
  cleanup?: boolean;
  overwrite?: boolean;
  dryRun?: boolean;
  verbose?: boolean;
}

interface Kind {
  expected: string;
  test: (value: unknown) => boolean;
}

const FILE: Kind = { expected: 'the name of a file', test: (value) => typeof value === 'string' && value !== '' };
const YES_OR_NO: Kind = { expected: 'true or false', test: (value) => typeof value === 'boolean' };
const ADDRESS: Kind = { expected: 'an http address', test: isWebAddress };

const FIELDS: Readonly<Record<keyof Defaults, Kind>> = {
  jobURL: ADDRESS,
  stateURL: ADDRESS,
  discoveryURL: ADDRESS,
  state: FILE,
  values: FILE,
  emit: {
    expected: 'the name of a file, or true for the standard output',
    test: (value) => FILE.test(value) || YES_OR_NO.test(value),
  },
  keep: YES_OR_NO,
  cleanup: YES_OR_NO,
  overwrite: YES_OR_NO,
  dryRun: YES_OR_NO,
  verbose: YES_OR_NO,
};

/** All faults of a `.job-runner.json`. */
export function defaultsFaults(value: unknown): FieldFault[] {
  if (!isObject(value)) return [{ pointer: '', message: 'expected an object in braces' }];
  const faults = Object.entries(value).flatMap(([name, setting]) => fieldFaults(name, setting));
  const both = value.keep === true && value.cleanup === true;
  return both ? [...faults, { pointer: '/cleanup', message: 'keep and cleanup cannot both be true' }] : faults;
}

function fieldFaults(name: string, setting: unknown): FieldFault[] {
  const kind = Object.hasOwn(FIELDS, name) ? FIELDS[name as keyof Defaults] : undefined;
  if (kind?.test(setting)) return [];
  const message = kind ? `expected ${kind.expected}` : `unknown setting: there are ${Object.keys(FIELDS).join(', ')}`;
  return [{ pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, message }];
}
