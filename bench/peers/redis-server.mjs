// A Redis of its own that syncs every command to the disk before it responds. Ends with its parent.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const { PORT } = process.env;
const directory = mkdtempSync(join(tmpdir(), 'bench-redis-'));
const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', '', '--maxmemory-policy', 'noeviction'];
const child = spawn('redis-server', ['--port', PORT, '--bind', '127.0.0.1', '--dir', directory, ...durable], {
  stdio: 'ignore',
});
child.once('exit', () => {
  rmSync(directory, { recursive: true, force: true });
  process.exit();
});
process.once('SIGTERM', () => child.kill('SIGTERM'));
process.stdin.resume().once('end', () => child.kill('SIGTERM'));

const listens = () =>
  new Promise((resolve) => {
    const socket = connect(Number(PORT), '127.0.0.1', () => resolve(socket.destroy()));
    socket.once('error', () => resolve(null));
  });
while (!(await listens())) await delay(50);
process.stdout.write(`listening on redis://127.0.0.1:${PORT}\n`);
