import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

// Below the range the kernel takes ports of outgoing connections from: a port of ours stays ours across a restart.
const FIRST = 15_000;
/** Every worker of Jest has its own range of ports: between the check and the use, another worker could take one. */
const PER_WORKER = 4_000;
const WORKERS = 4;

const first = FIRST + PER_WORKER * ((Number(process.env.JEST_WORKER_ID ?? 1) - 1) % WORKERS);
let given = randomInt(PER_WORKER);

/** A port without a listener, which is not assigned by chance. */
export async function reservePort(): Promise<number> {
  const [port] = await reservePorts(1);
  return port!;
}

/** The same for neighbours. */
export async function reservePorts(count: number): Promise<number[]> {
  for (;;) {
    if (given + count > PER_WORKER) given = 0;
    const from = first + given;
    const ports = Array.from({ length: count }, (_, index) => from + index);
    given += count;
    if (!(await Promise.all(ports.map(isFree))).includes(false)) return ports;
  }
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
