import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentDigest, KEY_DIRECTORY, signedPartsOf, signatureBase } from '#platform';
import { onEveryDatabase, type EmptyDatabase } from '#storage/testing';
import { type NotesResponse, RunningNotes } from '../testing/running-notes';

/** By way of PEM, as signing-key.ts has it. */
function keyPair() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { privateKey: createPrivateKey(privateKey), publicKey: createPublicKey(publicKey) };
}

/** A test's job-control: a key, and its key directory. */
class Caller {
  private readonly pair = keyPair();
  readonly kid = randomUUID();
  asked = 0;
  private readonly server: Server = createServer((_, response) => {
    this.asked += 1;
    const keys = [{ ...this.pair.publicKey.export({ format: 'jwk' }), kid: this.kid, alg: 'EdDSA', use: 'sig' }];
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
  });

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  signed(url: string, body: string, change: Change = {}): Record<string, string> {
    const { headers = {}, covered = COVERED, ageS = 0, lifetimeS = 60, tag = 'composable-call', nonce } = change;
    const created = Math.floor(Date.now() / 1000) - ageS;
    const all: Record<string, string> = {
      'content-digest': contentDigest(body),
      'idempotency-key': 'r1',
      'correlation-id': 'j1',
      ...headers,
    };
    const params =
      `(${covered.map((name) => (name.includes(';') ? name : `"${name}"`)).join(' ')});created=${created}` +
      `;expires=${created + lifetimeS};nonce="${nonce ?? randomUUID()}";keyid="${change.kid ?? this.kid}";alg="ed25519";tag="${tag}"`;
    const plain = covered.map((name) => name.replace(/^"(.*)";.*$/, '$1'));
    const base = signatureBase({ method: 'POST', ...signedPartsOf(url), headers: all }, plain, params);
    const key = createPrivateKey(this.pair.privateKey.export({ format: 'pem', type: 'pkcs8' }));
    const signature = sign(null, Buffer.from(base), key).toString('base64');
    return { ...all, 'signature-input': `call=${params}`, signature: `call=:${signature}:` };
  }
}

interface Change {
  headers?: Record<string, string>;
  covered?: string[];
  ageS?: number;
  lifetimeS?: number;
  tag?: string;
  kid?: string;
  nonce?: string;
}

const COVERED = ['@method', '@authority', '@path', '@query', 'idempotency-key', 'content-digest', 'correlation-id'];
const message = { command: 'write', resource: 'note', id: 'n1', payload: { text: 'a' } };
const body = JSON.stringify(message);

onEveryDatabase('signatures', (fresh) => {
  describe('a service that insists on them', () => insists(fresh));
});

function insists(fresh: () => Promise<EmptyDatabase>): void {
  const caller = new Caller();
  let notes: RunningNotes;
  let keys: string;

  const startAt = (where: EmptyDatabase, mode = 'required') =>
    RunningNotes.start(where, {}, undefined, { CALL_SIGNATURES: mode, CALL_SIGNATURE_KEYS: `${keys}${KEY_DIRECTORY}` });
  beforeAll(async () => {
    keys = await caller.start();
    notes = await startAt(await fresh());
  });
  afterAll(async () => {
    await notes.stop();
    caller.stop();
  });

  const call = (path: string, headers: Record<string, string>, sent: unknown = message): Promise<NotesResponse> =>
    notes.post(path, sent, headers);
  const execute = (change: Change = {}, sent?: unknown) =>
    call('execute', caller.signed(`${notes.url}/execute`, body, change), sent);
  const refusal = (why: string) => ({
    status: 401,
    body: { code: 'signature-refused', detail: expect.stringContaining(why) as string },
  });

  it('takes what job-control signed, each time anew, and reads its keys once', async () => {
    expect((await execute()).status).toBe(201);
    expect((await execute()).status).toBe(201);
    const reverted = await call('revert', caller.signed(`${notes.url}/revert`, body));
    expect(reverted).toEqual({ status: 200, body: { status: 'reverted' } });
    expect(caller.asked).toBe(1);
  });

  it('refuses what is not signed, and says what it wants', async () => {
    expect(await call('execute', {})).toMatchObject(refusal('not signed'));
    const { headers } = await fetch(`${notes.url}/execute`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(headers.get('accept-signature')).toContain('"@method" "@authority" "@path"');
  });

  it('refuses the same signature twice, also for the same call', async () => {
    const headers = caller.signed(`${notes.url}/repeat`, body, { headers: { 'idempotency-key': 'once' } });
    expect((await call('repeat', headers)).status).toBe(201);
    expect(await call('repeat', headers)).toMatchObject(refusal('used before'));
  });

  it('refuses an execute that was signed as such when it comes as a revert', async () => {
    const headers = caller.signed(`${notes.url}/execute`, body);
    expect(await call('revert', headers)).toMatchObject(refusal('another address or action'));
    // It was refused, not used up: the genuine call is still accepted.
    expect((await call('execute', headers)).status).not.toBe(401);
  });

  it.each<[string, Change, string]>([
    ['is too old', { ageS: 120 }, 'has expired'],
    ['is too old, whatever it says of itself', { ageS: 120, lifetimeS: 86_400 }, 'has expired'],
    ['is of the future', { ageS: -120 }, 'made in the future'],
    ['is for something else', { tag: 'web-bot-auth' }, 'not signed by job-control'],
    ['is of an unknown key', { kid: 'unknown-key' }, 'not trusted here'],
    ['does not cover the body', { covered: COVERED.filter((name) => name !== 'content-digest') }, 'content-digest'],
    ['does not cover the action', { covered: COVERED.filter((name) => name !== '@path') }, '@path'],
    ['does not cover a header that is there', { headers: { settles: 'true' } }, 'settles'],
    [
      'covers components with parameters',
      { covered: [...COVERED, '"date";req'], headers: { date: 'x' } },
      'parameters',
    ],
  ])('refuses a signature that %s', async (_, change, why) => {
    expect(await execute(change)).toMatchObject(refusal(why));
  });

  it.each<[string, Record<string, string>, string]>([
    ['the id', { 'idempotency-key': 'another' }, 'changed since'],
    ['the digest', { 'content-digest': contentDigest('{}') }, 'Content-Digest'],
    ['a covered header, taken away', { 'correlation-id': '' }, 'changed since'],
    ['the signature', { signature: 'call=:AAAA:' }, 'changed since'],
    ['the way it is written', { 'signature-input': 'call=' }, 'cannot be read'],
    ['its label', { signature: 'other=:AAAA:' }, 'cannot be read'],
  ])('refuses a call with a changed %s', async (_, change, why) => {
    const headers = { ...caller.signed(`${notes.url}/execute`, body), ...change };
    expect(await call('execute', headers)).toMatchObject(refusal(why));
  });

  it('refuses another body under the digest of this one', async () => {
    expect(await execute({}, { ...message, id: 'other' })).toMatchObject(refusal('Content-Digest'));
  });

  it('refuses what was signed for another service, also with that one’s Host', async () => {
    const headers = caller.signed('http://other.example/execute', body);
    expect(await call('execute', headers)).toMatchObject(refusal('another address'));
    expect(await call('execute', { ...headers, host: 'other.example' })).toMatchObject(refusal('another address'));
  });

  it('needs no signature to read its forms', async () => {
    expect(await notes.get('forms')).toMatchObject({ resource: 'note' });
  });
}

describe('a service that may be called without', () => {
  const directory = mkdtempSync(join(tmpdir(), 'notes-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it.each([
    ['off', 201],
    ['optional', 201],
    ['required', 401],
  ])('%s: an unsigned call gets %i', async (mode, status) => {
    const env = { CALL_SIGNATURES: mode };
    const notes = await RunningNotes.start({ dataDir: join(directory, mode) }, {}, undefined, env);
    expect((await notes.post('execute', message)).status).toBe(status);
    await notes.stop();
  });
});
