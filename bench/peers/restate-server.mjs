// Restate's server on ports and in a directory of its own. Prints the addresses of its ingress and its admin API, and
// ends with its parent.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const require = createRequire(import.meta.url);
const name = `@restatedev/restate-server-${process.platform}-${process.arch}`;
const binary = join(dirname(require.resolve(`${name}/package.json`)), 'bin/restate-server');
const directory = mkdtempSync(join(tmpdir(), 'bench-restate-'));
const [ingress, admin, node] = [await freePort(), await freePort(), await freePort()].map((p) => `127.0.0.1:${p}`);

const child = spawn(binary, ['--base-dir', directory, '--node-name', 'bench'], {
  stdio: 'ignore',
  env: {
    RESTATE_DISABLE_TELEMETRY: 'true',
    DO_NOT_TRACK: '1',
    RESTATE_INGRESS__BIND_ADDRESS: ingress,
    RESTATE_ADMIN__BIND_ADDRESS: admin,
    RESTATE_BIND_ADDRESS: node,
  },
});
child.once('exit', () => {
  rmSync(directory, { recursive: true, force: true });
  process.exit();
});
process.once('SIGTERM', () => child.kill('SIGTERM'));
process.stdin.resume().once('end', () => child.kill('SIGTERM'));

while (!(await fetch(`http://${admin}/health`).catch(() => null))?.ok) await delay(100);
while (!(await fetch(`http://${ingress}/restate/health`).catch(() => null))?.ok) await delay(100);
process.stdout.write(`listening on http://${ingress}#${admin}\n`);

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
