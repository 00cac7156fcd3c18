import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const SCRIPTS = join(__dirname, '../../../scripts');

export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** Runs one of scripts/, from a directory that is not the project's and without a terminal, as CI would. */
export async function runScript(name: string, args: string[], env: Record<string, string>): Promise<Ran> {
  const { PATH, HOME } = process.env;
  const child = spawn(join(SCRIPTS, name), args, {
    cwd: '/',
    env: { PATH, HOME, CI: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [[code], out, err] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  return { code: code as number | null, out, err };
}
