import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
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

/** Ports on which nothing listens now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/**
 * Blocks of neighbouring ports on which nothing listens now. They are below those that systems give to outgoing
 * connections: one of these could be taken in between.
 */
export async function freeBlocks(count: number, size: number): Promise<number[][]> {
  const first = 20_000 + Math.floor(Math.random() * (12_000 - count * size));
  const blocks = Array.from({ length: count }, (_, block) =>
    Array.from({ length: size }, (_, index) => first + block * size + index),
  );
  const free = await Promise.all(blocks.flat().map(isFree));
  return free.includes(false) ? freeBlocks(count, size) : blocks;
}

/** Whether nothing listens there. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const listening = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  if (listening) await once(server.close(), 'close');
  return listening;
}
