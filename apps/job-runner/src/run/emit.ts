import { access, constants, lstat, open, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../failure/usage-error';
import { print, type Terminal } from '../terminal/terminal';

/** A file, or true: standard output. */
export type EmitTarget = string | true;

/** Reports before the job starts that its state could not be written after it. */
export async function checkTarget(terminal: Terminal, target: EmitTarget, force: boolean): Promise<void> {
  if (target === true) return;
  const path = resolve(terminal.cwd, target);
  const directory = dirname(path);
  await access(directory, constants.W_OK).catch(() => {
    throw new UsageError(`--emit ${target}: ${directory} is not a directory that can be written to`);
  });
  await checkReplaced(target, path, force);
}

/** Replaces only another state document: not the target of a link, and no other file unless forced. */
async function checkReplaced(target: string, path: string, force: boolean): Promise<void> {
  const there = await lstat(path).catch(() => undefined);
  if (there === undefined) return;
  if (there.isSymbolicLink()) throw new UsageError(`--emit ${target}: it is a link, which is not followed`);
  if (!there.isFile()) throw new UsageError(`--emit ${target}: it is not a file`);
  if (force || there.size === 0 || isJson(await readFile(path, 'utf8'))) return;
  throw new UsageError(`--emit ${target}: it is there, and not JSON: --force replaces it`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export async function emit(terminal: Terminal, target: EmitTarget, content: object): Promise<void> {
  const json = JSON.stringify(content, null, 2);
  if (target === true) print(terminal.out, json.split('\n'));
  else await writeNoLink(resolve(terminal.cwd, target), `${json}\n`);
}

/** Fails if the file has become a link since it was checked. */
async function writeNoLink(path: string, text: string): Promise<void> {
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
  const file = await open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}
