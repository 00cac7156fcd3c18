import { access, constants, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../failure/usage-error';
import { print, type Terminal } from '../terminal/terminal';

/** A file, or true: standard output. */
export type EmitTarget = string | true;

/** Says before the job starts that its state could not be written after it. */
export async function checkTarget(terminal: Terminal, target: EmitTarget): Promise<void> {
  if (target === true) return;
  const directory = dirname(resolve(terminal.cwd, target));
  await access(directory, constants.W_OK).catch(() => {
    throw new UsageError(`--emit ${target}: ${directory} is not a directory that can be written to`);
  });
}

export async function emit(terminal: Terminal, target: EmitTarget, content: object): Promise<void> {
  const json = JSON.stringify(content, null, 2);
  if (target === true) print(terminal.out, json.split('\n'));
  else await writeFile(resolve(terminal.cwd, target), `${json}\n`);
}
