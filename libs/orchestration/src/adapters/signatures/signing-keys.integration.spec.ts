import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '#storage';
import { onEveryDatabase } from '#storage/testing';
import type { Clock } from '../../ports/clock.port';
import { journalMigrations } from '../database/migrations';
import type { JournalSchema } from '../database/schema';
import { readConfiguredKeys } from './configured-keys';
import { KeyFile } from './key-file';
import type { KeyStore } from './key-store';
import { KeyTable } from './key-table';
import { newKey } from './signing-key';
import { RotatingKeys } from './signing-keys';

const DAY = 86_400_000;
const directory = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(directory, { recursive: true }));

const idsOf = async (keys: RotatingKeys) => (await keys.published()).map((jwk) => (jwk as { kid: string }).kid);

/** What holds of keys wherever they are kept. */
function keepsKeys(storeOf: () => KeyStore): void {
  const time = { now: 1_000_000 };
  const clock = { now: () => time.now } as Clock;
  const open = () => RotatingKeys.open(storeOf(), 90 * DAY, clock);

  it('makes a key once, keeps it, and replaces it when it is old', async () => {
    const first = await open();
    const { id } = first.signing;
    expect((await open()).signing.id).toBe(id);
    expect(await idsOf(first)).toEqual([id]);

    time.now += 91 * DAY;
    const both = await idsOf(first);
    expect(both).toHaveLength(2);
    expect([both[0], first.signing.id]).toEqual([id, id]);
    expect(await idsOf(await open())).toEqual(both);

    time.now += DAY / 2;
    const second = (await open()).signing.id;
    expect(second).toBe(both[1]);
    time.now += DAY;
    expect(await idsOf(first)).toEqual([second]);
    expect(first.signing.id).toBe(second);
  });

  it('publishes nothing of the private key', async () => {
    const [jwk] = await (await open()).published();
    expect(Object.keys(jwk ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });
}

describe('keys in a file', () => {
  const path = join(directory, 'keys.json');
  keepsKeys(() => new KeyFile(path));

  it('are readable only for their owner', () => {
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toContain('"d"');
  });
});

onEveryDatabase('keys in a table', (fresh) => {
  describe('of the database', () => {
    let database: Database<JournalSchema>;
    beforeAll(async () => {
      database = await openDatabase({ ...(await fresh()), name: 'job-control', migrations: journalMigrations });
    });
    afterAll(() => database.close());
    keepsKeys(() => new KeyTable(database));
  });
});

describe('keys that are configured', () => {
  const put = (name: string, content: string): string => {
    const path = join(directory, name);
    writeFileSync(path, content);
    return path;
  };

  it('are a JWK set, of which the first signs', async () => {
    const [a, b] = [newKey(0), newKey(0)];
    const path = put('set.json', JSON.stringify({ keys: [a.stored.jwk, b.stored.jwk] }));
    expect((await readConfiguredKeys(path)).map(({ id }) => id)).toEqual([a.id, b.id]);
  });

  it.each([
    ['{"keys": [{"kty": "OKP", "d": "private', 'this is not JSON'],
    ['[]', 'expected {"keys": […]}'],
    ['{"keys": []}', 'expected {"keys": […]}'],
    ['{"keys": [{"kty": "RSA", "d": "private"}]}', 'not a private Ed25519 JWK'],
  ])('stop the start when they are %s, in a line that shows no key', async (content, message) => {
    const read = readConfiguredKeys(put('bad.json', content));
    await expect(read).rejects.toThrow(`SIGNING_KEYS_FILE cannot be used: `);
    await expect(read).rejects.toThrow(message);
    await expect(read).rejects.not.toThrow('private"');
  });
});
