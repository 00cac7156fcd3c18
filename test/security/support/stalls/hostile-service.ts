import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { ask } from '../../../support/http';
import { type Attacks, post, times } from './attacks';
import { HOSTILE_JSON } from './hostile-json';

const NAME = 'hostile';
/** What fails, fails at once. */
const ONCE = { retry: { maxAttempts: 1 }, undoRetry: { maxAttempts: 1 } };
const FORMS = { resource: NAME, affordances: [{ command: 'say' }], requestIds: true };

/** A service whose responses take long to read, each as its input asks for. */
export class HostileService {
  private constructor(private readonly server: Server) {}

  static async start(discovery: string): Promise<HostileService> {
    const server = createServer((request, response) => {
      const send = (body: string | Buffer): void =>
        void response.writeHead(200, { 'content-type': 'application/json' }).end(body);
      if (request.url === '/execute') {
        void json(request).then((input) => send(HOSTILE_JSON[(input as { say: string }).say]!()));
      } else {
        request.resume();
        send(JSON.stringify(request.url === '/forms' ? FORMS : {}));
      }
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await ask(`${discovery}/register`, { body: { name: NAME, url } })).toMatchObject({ status: 201 });
    return new HostileService(server);
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** Jobs for job-control that make it read one of these responses each. */
  get attacks(): Attacks {
    return Object.fromEntries(
      Object.keys(HOSTILE_JSON).map((say) => [
        `${say}, as a response`,
        post('/jobs?wait=true', () => ({
          ...ONCE,
          steps: [{ tasks: [{ serviceName: NAME, input: { say } }] }],
        })),
      ]),
    );
  }
}

const STATES: Readonly<Record<string, () => string>> = {
  'members by the hundred thousand': () => `{${times(240_000, (at) => `"k${at}":1`).join()}}`,
  'objects of one member, each of another name': () =>
    `{"k7":[${times(120_000, (at) => `{"${at.toString(36)}":1}`).join()}]}`,
  'whole numbers, far apart': () => `{${times(200_000, (at) => `"${4_000_000_000 - at * 17}":1`).join()}}`,
  'a string of 4 MiB': () => JSON.stringify({ k7: 'x'.repeat(4_190_000) }),
};

/** Jobs that make job-control read a large state document each. */
export async function hostileStates(sharedState: string): Promise<Attacks> {
  const attacks: Attacks = {};
  for (const [name, make] of Object.entries(STATES)) {
    const { headers } = await ask(`${sharedState}/state`, { body: make() });
    attacks[`${name}, as a state document`] = post('/jobs?wait=true', () => ({
      ...ONCE,
      sharedStateURL: headers.get('location'),
      steps: [{ tasks: [{ serviceName: NAME, input: { say: 'words', of: { $fromState: '/k7', default: 1 } } }] }],
    }));
  }
  return attacks;
}
