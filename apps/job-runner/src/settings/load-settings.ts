import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../failure/usage-error';
import { readJsonFile } from '../files/json-file';
import type { Terminal } from '../terminal/terminal';
import { defaultsFaults, type Defaults } from './defaults';
import type { CommonFlags, RunFlags, RunSettings, Settings } from './settings';
import { isWebAddress } from './web-address';

const DEFAULTS_FILE = '.job-runner.json';

export async function loadSettings(terminal: Terminal, flags: CommonFlags): Promise<Settings> {
  return common(flags, await readDefaults(terminal));
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
    ...common(flags, defaults),
    state,
    values,
    emit: emit === false ? undefined : emit,
    cleanup,
    overwrite,
    dryRun,
  };
}

function common(flags: CommonFlags, defaults: Defaults): Settings {
  return {
    jobURL: address('--job-url', flags.jobUrl) ?? defaults.jobURL ?? 'http://127.0.0.1:4700',
    stateURL: address('--state-url', flags.stateUrl) ?? defaults.stateURL ?? 'http://127.0.0.1:4500',
    discoveryURL: address('--discovery-url', flags.discoveryUrl) ?? defaults.discoveryURL ?? 'http://127.0.0.1:4000',
    json: flags.json ?? false,
    verbose: flags.verbose ?? defaults.verbose ?? false,
  };
}

function address(flag: string, value: string | undefined): string | undefined {
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
