import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

// Below the range the kernel takes ports of outgoing connections from: a port of ours stays ours across a restart.
const FIRST = 15_000;
const LAST = 31_999;

/** A port on which nothing listens now, and which nobody gets by chance. */
export async function reservePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, LAST);
    const server = createServer().listen(port, '127.0.0.1');
    const [free] = (await Promise.race([
      once(server, 'listening').then(() => [true]),
      once(server, 'error').then(() => [false]),
    ])) as [boolean];
    if (!free) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
