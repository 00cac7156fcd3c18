import { access, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../failure/usage-error';
import { readJsonFile } from '../files/json-file';
import type { Terminal } from '../terminal/terminal';
import { defaultsFaults, type Defaults } from './defaults';
import type { CommonFlags, RunFlags, RunSettings, Settings } from './settings';
import { isWebAddress } from './web-address';

const DEFAULTS_FILE = '.job-runner.json';

export const DEFAULT_ADDRESSES = {
  jobURL: 'http://127.0.0.1:4700',
  stateURL: 'http://127.0.0.1:4500',
  discoveryURL: 'http://127.0.0.1:4000',
} as const;

export async function loadSettings(terminal: Terminal, flags: CommonFlags): Promise<Settings> {
  return common(terminal, flags, await readDefaults(terminal));
}

export async function loadRunSettings(terminal: Terminal, flags: RunFlags): Promise<RunSettings> {
  if (flags.cleanup && flags.keep) throw new UsageError('--cleanup and --keep cannot both be given');
  const defaults = await readDefaults(terminal);
  const wishes: Defaults & Omit<RunFlags, 'emit'> = {
    ...defaults,
    ...(flags.keep ? { cleanup: false } : {}),
    ...flags,
  };
  const { state, values, emit, cleanup = false, overwrite = false, dryRun = false } = wishes;
  return {
    ...(await common(terminal, flags, defaults)),
    state,
    values,
    emit: emit === false ? undefined : emit,
    cleanup,
    overwrite,
    dryRun,
  };
}

async function common(terminal: Terminal, flags: CommonFlags, defaults: Defaults): Promise<Settings> {
  const { jobURL, stateURL, discoveryURL } = DEFAULT_ADDRESSES;
  const named = {
    jobURL: checkedAddress('--job-url', flags.jobUrl),
    stateURL: checkedAddress('--state-url', flags.stateUrl),
    discoveryURL: checkedAddress('--discovery-url', flags.discoveryUrl),
  };
  const addresses = {
    jobURL: named.jobURL ?? defaults.jobURL ?? jobURL,
    stateURL: named.stateURL ?? defaults.stateURL ?? stateURL,
    discoveryURL: named.discoveryURL ?? defaults.discoveryURL ?? discoveryURL,
  };
  const known: (string | undefined)[] = [...Object.values(named), ...Object.values(DEFAULT_ADDRESSES)];
  return {
    ...addresses,
    token: await readToken(terminal, flags),
    addressesOfFile: Object.values(addresses).filter((address) => !known.includes(address)),
    json: flags.json ?? false,
    verbose: flags.verbose ?? defaults.verbose ?? false,
  };
}

/** What `--token`, `JOB_RUNNER_TOKEN` or `--token-file` say. */
export async function readToken(terminal: Terminal, { token, tokenFile }: CommonFlags): Promise<string | undefined> {
  if (token !== undefined || tokenFile === undefined) return token;
  try {
    return (await readFile(resolve(terminal.cwd, tokenFile), 'utf8')).trim();
  } catch (error) {
    throw new UsageError(`--token-file: ${(error as Error).message}`);
  }
}

export function checkedAddress(flag: string, value: string | undefined): string | undefined {
  if (value !== undefined && !isWebAddress(value)) {
    throw new UsageError(`${flag}: expected an address like http://127.0.0.1:4700, not ${value}`);
  }
  return value;
}

async function readDefaults(terminal: Terminal): Promise<Defaults> {
  const there = await access(resolve(terminal.cwd, DEFAULTS_FILE)).then(
    () => true,
    () => false,
  );
  if (!there) return {};
  const file = await readJsonFile(terminal, DEFAULTS_FILE);
  const faults = defaultsFaults(file.value);
  if (faults.length > 0) throw file.invalid('a valid set of defaults', faults);
  return file.value as Defaults;
}
