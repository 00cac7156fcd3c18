import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../failure/usage-error';
import { isObject } from '../files/json-file';
import type { Terminal } from '../terminal/terminal';
import { isWebAddress } from './web-address';

/** Addresses in `~/.config/job-runner/config.json`: the user's own, and so trusted. */
export interface UserConfig {
  jobURL?: string;
  stateURL?: string;
  discoveryURL?: string;
}

const MEMBERS = ['jobURL', 'stateURL', 'discoveryURL'];

/** @throws UsageError for an invalid file */
export async function readUserConfig({ configDir }: Terminal): Promise<UserConfig> {
  const path = join(configDir, 'config.json');
  const text = await readFile(path, 'utf8').catch(() => '{}');
  try {
    const config: unknown = JSON.parse(text);
    const entries = isObject(config) ? Object.entries(config) : [['', undefined] as const];
    if (entries.every(([name, value]) => MEMBERS.includes(name) && isWebAddress(value))) return config as UserConfig;
  } catch {
    // Reported below with the other faults.
  }
  throw new UsageError(`${path}: expected a JSON object with http addresses as ${MEMBERS.join(', ')}`);
}
