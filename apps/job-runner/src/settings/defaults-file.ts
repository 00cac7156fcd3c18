import { isLoopback } from '#contract/pure';
import { access, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { UsageError } from '../failure/usage-error';
import { readJsonFile } from '../files/json-file';
import type { Terminal } from '../terminal/terminal';
import { defaultsFaults, type Defaults } from './defaults';

const DEFAULTS_FILE = '.job-runner.json';

const ADDRESSES = { jobURL: '--job-url', stateURL: '--state-url', discoveryURL: '--discovery-url' } as const;
const FILES = ['state', 'values', 'emit'] as const;

/** The content of `.job-runner.json`; it comes with the directory, so its author is not trusted like the user. */
export async function readDefaults(terminal: Terminal): Promise<Defaults> {
  if (!(await exists(resolve(terminal.cwd, DEFAULTS_FILE)))) return {};
  const file = await readJsonFile(terminal, DEFAULTS_FILE);
  const faults = defaultsFaults(file.value);
  if (faults.length > 0) throw file.invalid('a valid set of defaults', faults);
  return file.value as Defaults;
}

/**
 * Refuses addresses that only the defaults file names, unless they are local or the user's own.
 * @param known addresses that the user named: by flag, environment, login or configuration
 * @throws UsageError with the ways to confirm it
 */
export function checkAddresses(defaults: Defaults, known: readonly string[]): void {
  const origins = new Set(known.map((address) => new URL(address).origin));
  for (const [member, flag] of Object.entries(ADDRESSES)) {
    const address = defaults[member as keyof typeof ADDRESSES];
    if (address === undefined) continue;
    const { origin, hostname } = new URL(address);
    if (isLoopback(hostname.replace(/^\[|\]$/g, '')) || origins.has(origin)) continue;
    throw new UsageError(
      `${DEFAULTS_FILE} names ${address} as ${member}, and you have not: nothing was sent. If you trust it, say ` +
        `${flag} ${address} or --trust-defaults, log in there, or name it in ~/.config/job-runner/config.json`,
    );
  }
}

/** @throws UsageError for a file outside the directory of the defaults, by its name or by a link */
export async function checkFiles(terminal: Terminal, defaults: Defaults): Promise<void> {
  const home = await realpath(terminal.cwd);
  for (const member of FILES) {
    const name = defaults[member];
    if (typeof name !== 'string') continue;
    const path = resolve(home, name);
    const inside = !isAbsolute(name) && isInside(home, path) && isInside(home, await realPathOf(path));
    if (inside) continue;
    throw new UsageError(
      `${DEFAULTS_FILE} names ${name} as ${member}, which is outside its directory: say --${member}`,
    );
  }
}

/** For a file that does not exist yet: the nearest existing directory. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error;
    return resolve(await realPathOf(dirname(path)), relative(dirname(path), path));
  }
}

function isInside(home: string, path: string): boolean {
  return path.startsWith(home.endsWith(sep) ? home : home + sep);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
