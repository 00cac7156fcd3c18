import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../failure/usage-error';
import { TokenStore } from './token-store';
import type { Terminal } from '../terminal/terminal';
import type { Defaults } from './defaults';
import { checkAddresses, checkFiles, readDefaults } from './defaults-file';
import type { CommonFlags, Output, RunFlags, RunSettings, Settings } from './settings';
import { readUserConfig } from './user-config';
import { isWebAddress } from './web-address';

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
  const { state, values, emit, cleanup = false, overwrite = false, dryRun = false } = { ...defaults, ...flags };
  await checkFiles(terminal, without(defaults, { ...flags }));
  return {
    ...(await common(terminal, flags, defaults)),
    state,
    values,
    emit: emit === false ? undefined : emit,
    cleanup: flags.keep ? false : cleanup,
    overwrite,
    dryRun,
    force: flags.force ?? false,
  };
}

async function common(terminal: Terminal, flags: CommonFlags, defaults: Defaults): Promise<Settings> {
  const named = {
    jobURL: checkedAddress('--job-url', flags.jobUrl),
    stateURL: checkedAddress('--state-url', flags.stateUrl),
    discoveryURL: checkedAddress('--discovery-url', flags.discoveryUrl),
  };
  const own = { ...DEFAULT_ADDRESSES, ...(await readUserConfig(terminal)) };
  const ofUser = [...Object.values(named), ...Object.values(own)].filter((address) => address !== undefined);
  const used = without(defaults, named);
  if (!flags.trustDefaults) {
    checkAddresses(used, [...ofUser, ...(await new TokenStore(terminal.configDir).addresses())]);
  }
  const addresses = {
    jobURL: named.jobURL ?? used.jobURL ?? own.jobURL,
    stateURL: named.stateURL ?? used.stateURL ?? own.stateURL,
    discoveryURL: named.discoveryURL ?? used.discoveryURL ?? own.discoveryURL,
  };
  const output: Output = flags.output ?? (flags.json ? 'json' : 'text');
  return {
    ...addresses,
    token: await readToken(terminal, flags),
    addressesOfFile: Object.values(addresses).filter((address) => !ofUser.includes(address)),
    output,
    json: output === 'json',
    verbose: flags.verbose ?? defaults.verbose ?? false,
  };
}

/** The defaults that no flag or variable overrides. */
function without(defaults: Defaults, named: Partial<Record<string, unknown>>): Defaults {
  return Object.fromEntries(Object.entries(defaults).filter(([member]) => named[member] === undefined));
}

/** The token of `--token`, `JOB_RUNNER_TOKEN` or `--token-file`. */
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
