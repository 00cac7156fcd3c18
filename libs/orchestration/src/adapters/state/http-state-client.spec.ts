import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isJsonObject, setAt } from '#contract/pure';
import { OutboundConfig, OutboundHttp, outboundPolicyOf } from '#platform';
import { planWrites } from '../../core/task/writes';
import type { Secrets } from '../../ports/secrets.port';
import { StateRefused, StateUnreachable } from '../../ports/state-client.port';
import { HttpStateClient } from './http-state-client';
import { StateAddresses } from './state-addresses';

const noSecrets: Secrets = {
  any: false,
  refusal: () => Promise.resolve(null),
  reveal: () => Promise.reject(new Error('there are none')),
  redact: (text) => text,
};

/** A state service of another team: GET, and PATCH with one `add` or `merge`, which is done once under its key. */
class Elsewhere {
  document: unknown = {};
  sent: unknown[] = [];
  /** Responds with this status instead, if it is set. */
  status: number | null = null;
  version: number | null = null;
  private readonly keys = new Set<string>();
  readonly server: Server = createServer((request, response) => void this.response(request, response));

  private async response(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (this.status !== null) return void response.writeHead(this.status).end();
    const headers = { ...(this.version !== null && { etag: `"${this.version}"` }) };
    if (request.method === 'GET') return void response.writeHead(200, headers).end(JSON.stringify(this.document));
    const condition = request.headers['if-match'];
    if (this.version !== null && condition !== undefined && condition !== headers.etag) {
      return void response.writeHead(412).end();
    }
    const key = String(request.headers['idempotency-key']);
    if (this.keys.has(key)) return void response.writeHead(200).end();
    this.keys.add(key);
    response.writeHead(this.apply(JSON.parse(Buffer.concat(chunks).toString('utf8')))).end();
  }

  apply(body: unknown): number {
    this.sent.push(body);
    if (!isJsonObject(body)) return 400;
    if (body.op === 'add' && typeof body.path === 'string') this.document = setAt(this.document, body.path, body.value);
    else if (body.op === 'merge') this.document = { ...(this.document as object), ...(body.value as object) };
    else return 400;
    if (this.version !== null) this.version += 1;
    return 200;
  }
}

describe('a state document', () => {
  const http = new OutboundHttp(outboundPolicyOf(new OutboundConfig(), '127.0.0.1'), new OutboundConfig());
  let elsewhere: Elsewhere;
  let client: HttpStateClient;
  let address: string;

  beforeEach(async () => {
    elsewhere = new Elsewhere();
    await new Promise<void>((listening) => elsewhere.server.listen(0, '127.0.0.1', listening));
    address = `http://127.0.0.1:${(elsewhere.server.address() as AddressInfo).port}/anything/doc`;
    const addresses = new StateAddresses({ SHARED_STATE_URL: 'http://127.0.0.1:1' }, {});
    client = new HttpStateClient(
      http,
      addresses,
      { JOB_MAX_STATE_BYTES: 1_000_000 },
      { headersFor: () => ({}) },
      noSecrets,
      Date,
    );
  });
  afterEach(() => new Promise((closed) => elsewhere.server.close(closed)));
  afterAll(() => http.onApplicationShutdown());

  const store = async (...paths: string[]) => {
    const { document, etag } = await client.read(address, 0, null);
    const writes = planWrites(
      document,
      paths.map((targetPath, task) => ({ targetPath, value: targetPath, task, rule: 0 })),
    );
    return client.write(address, writes, etag, 'key', null);
  };

  describe('of a server that knows only add and merge, one per request', () => {
    it.each<[string, string[], object, number]>([
      ['one value', ['/a/b'], { a: { b: '/a/b' } }, 1],
      ['members of the root', ['/a', '/b'], { a: '/a', b: '/b' }, 1],
      ['values anywhere', ['/a/b', '/log/-', '/log/-'], { a: { b: '/a/b' }, log: ['/log/-', '/log/-'] }, 3],
    ])('is written: %s', async (_, paths, expected, requests) => {
      expect(await store(...paths)).toEqual({ kind: 'written' });
      expect(elsewhere.document).toEqual(expected);
      expect(elsewhere.sent).toHaveLength(requests);
    });

    it('and has ETags, is written at once and only as it was read', async () => {
      elsewhere.version = 1;
      elsewhere.document = { a: { old: 1 }, other: 1 };
      expect(await store('/a/b', '/log/-')).toEqual({ kind: 'written' });
      expect(elsewhere.sent).toEqual([{ op: 'merge', value: { a: { old: 1, b: '/a/b' }, log: ['/log/-'] } }]);
      const writes = planWrites({}, [{ targetPath: '/a/c', value: 1, task: 0, rule: 0 }]);
      expect(await client.write(address, writes, '"1"', 'another', null)).toEqual({ kind: 'conflict' });
    });

    it('says how much was written, when it refuses the rest', async () => {
      elsewhere.document = { scalar: 1 };
      const writes = ['/a/b', '/c/d'].map((path) => ({ path, value: 1, existed: false, previous: null, made: null }));
      const patched = client.write(address, writes, null, 'key', null);
      elsewhere.apply = (body) => (elsewhere.sent.push(body) > 1 ? 422 : 200);
      expect(await patched).toMatchObject({ kind: 'refused', partly: true, status: 422 });
    });

    it('gets back what was replaced; what would have to go stays, and that is said', async () => {
      const replace = { op: 'replace', path: '/a', value: 'old' } as const;
      expect(await client.takeBack(address, [replace], null, 'key', null)).toEqual({ kind: 'written' });
      expect(elsewhere.document).toEqual({ a: 'old' });
      const remove = { op: 'remove', path: '/a' } as const;
      expect(await client.takeBack(address, [remove], null, 'another', null)).toMatchObject({ kind: 'refused' });
      expect(elsewhere.document).toEqual({ a: 'old' });
    });

    it('and has ETags, loses at once what is to go from within it, and no more', async () => {
      elsewhere.version = 1;
      elsewhere.document = { a: 1, log: ['theirs', 'ours'], other: 1 };
      const { etag } = await client.read(address, 0, null);
      const remove = [{ op: 'remove', path: '/log/1' }] as const;
      expect(await client.takeBack(address, remove, null, 'blindly', null)).toMatchObject({ kind: 'refused' });
      expect(await client.takeBack(address, remove, etag, 'key', null)).toEqual({ kind: 'written' });
      expect(elsewhere.document).toEqual({ a: 1, log: ['theirs'], other: 1 });
    });

    it('and has ETags, is not said to have lost a member of the root, which no merge takes away', async () => {
      elsewhere.version = 1;
      elsewhere.document = { a: 1 };
      const { etag } = await client.read(address, 0, null);
      const remove = [{ op: 'remove', path: '/a' }] as const;
      expect(await client.takeBack(address, remove, etag, 'key', null)).toMatchObject({ kind: 'refused' });
      expect(elsewhere.document).toEqual({ a: 1 });
    });

    it('is given what the job starts with', async () => {
      const plan = { address, initial: {}, merge: { started: true } };
      expect(await client.prepare(address, plan, 'key', null)).toEqual({ kind: 'written' });
      expect(elsewhere.document).toEqual({ started: true });
    });
  });

  it.each([400, 401, 403, 413, 415, 422, 428])('that is refused with %d is not asked for again', async (status) => {
    const { etag } = await client.read(address, 0, null);
    elsewhere.status = status;
    const writes = planWrites({}, [{ targetPath: '/a', value: 1, task: 0, rule: 0 }]);
    expect(await client.write(address, writes, etag, 'key', null)).toMatchObject({ kind: 'refused', status });
    await expect(client.read(address, 0, null)).rejects.toThrow(StateRefused);
  });

  it.each([408, 409, 425, 429, 500, 502, 503])('that cannot be had now, %d, may be had later', async (status) => {
    elsewhere.status = status;
    const writes = planWrites({}, [{ targetPath: '/a', value: 1, task: 0, rule: 0 }]);
    await expect(client.write(address, writes, null, 'key', null)).rejects.toThrow(StateUnreachable);
  });
});
