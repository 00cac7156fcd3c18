import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { isJsonObject } from '#contract';
import type { CustomCommand } from './custom-command';

const EXTENSIONS = ['.js', '.cjs', '.mjs'];

/**
 * Loads `commands/<name>.js` (or .cjs, .mjs): `execute` and perhaps `revert`, or just a function.
 * @returns undefined where there is no such file
 * @throws Error when the file cannot be loaded, or exports neither
 */
export function loadCommand(directory: string, name: string): CustomCommand | undefined {
  const file = EXTENSIONS.map((extension) => resolve(directory, name + extension)).find((path) => existsSync(path));
  if (file === undefined) return undefined;
  const loaded: unknown = createRequire(join(directory, 'commands.js'))(file);
  const command = commandIn(loaded) ?? (isJsonObject(loaded) ? commandIn(loaded.default) : undefined);
  if (!command) throw new Error(`${file} exports no execute function`);
  return command;
}

function commandIn(exported: unknown): CustomCommand | undefined {
  if (typeof exported === 'function') return { execute: exported as CustomCommand['execute'] };
  if (!isJsonObject(exported) || typeof exported.execute !== 'function') return undefined;
  const { execute, revert } = exported as unknown as CustomCommand;
  return { execute, ...(typeof revert === 'function' ? { revert } : {}) };
}
