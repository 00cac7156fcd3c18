import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isJsonObject } from '#contract';
import type { CustomCommand } from './custom-command';

const EXTENSIONS = ['.js', '.cjs', '.mjs'];

/**
 * Loads `commands/<name>.js` (or .cjs, .mjs): `execute` and optionally `revert`, or just a function.
 * @returns undefined if there is no such file
 * @throws Error when the file cannot be loaded, exports neither, or its name differs in case
 */
export function loadCommand(directory: string, name: string): CustomCommand | undefined {
  const file = commandFile(directory, name);
  if (file === undefined) return undefined;
  const loaded: unknown = createRequire(join(directory, 'commands.js'))(file);
  const command = commandIn(loaded) ?? (isJsonObject(loaded) ? commandIn(loaded.default) : undefined);
  if (!command) throw new Error(`${file} exports no execute function`);
  return command;
}

/** Compared case-sensitively: a case-insensitive file system would load here what is missing elsewhere. */
function commandFile(directory: string, name: string): string | undefined {
  const wanted = EXTENSIONS.map((extension) => name + extension);
  const files = existsSync(directory) ? readdirSync(directory) : [];
  const found = wanted.find((file) => files.includes(file));
  if (found !== undefined) return join(directory, found);
  const similar = files.find((file) => wanted.some((other) => other.toLowerCase() === file.toLowerCase()));
  if (similar === undefined) return undefined;
  throw new Error(`expected a file ${join(directory, `${name}.js`)}, and found ${similar}, which differs in case`);
}

function commandIn(exported: unknown): CustomCommand | undefined {
  if (typeof exported === 'function') return { execute: exported as CustomCommand['execute'] };
  if (!isJsonObject(exported) || typeof exported.execute !== 'function') return undefined;
  const { execute, revert } = exported as unknown as CustomCommand;
  return { execute, ...(typeof revert === 'function' ? { revert } : {}) };
}
