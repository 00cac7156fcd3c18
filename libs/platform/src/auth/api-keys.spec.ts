import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { loadConfig } from '../config/load-config';
import { makeApiKey, type NewApiKey } from './api-key';
import { AuthConfig } from './auth.config';
import { KeyRing } from './key-ring';

const ci = makeApiKey({ id: 'ci', principal: 'builds', scopes: ['jobs:write', 'jobs:read'] });
const ops = makeApiKey({ id: 'ops', principal: 'ops', scopes: ['admin'] });
const listOf = (...keys: NewApiKey[]) => JSON.stringify(keys.map(({ entry }) => entry));
const ringOf = (AUTH_KEYS: string) => new KeyRing(loadConfig(AuthConfig, { AUTH_KEYS }));

describe('API keys', () => {
  it('speak for a principal, with scopes', () => {
    const ring = ringOf(listOf(ci, ops));
    expect(ring.principalOf(ci.key)).toEqual({ name: 'builds', scopes: new Set(['jobs:write', 'jobs:read']) });
    expect(ring.knows('builds')).toBe(true);
    expect(ring.knows('ci')).toBe(false);
  });

  it('are not kept: nothing of the secret is in what is', () => {
    const secret = ci.key.slice('csp_ci_'.length);
    expect(secret).toHaveLength(43);
    expect(JSON.stringify(ci.entry)).not.toContain(secret);
    expect(ci.entry.hash).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('are never made twice', () => {
    const keys = Array.from({ length: 100 }, () => makeApiKey({ id: 'a', principal: 'a', scopes: ['admin'] }).key);
    expect(new Set(keys).size).toBe(100);
  });

  it('open nothing under the id of another', () => {
    const ring = ringOf(listOf(ci, ops));
    expect(ring.principalOf(ci.key.replace('csp_ci_', 'csp_ops_'))).toBeUndefined();
  });

  it('may end', () => {
    const about = { id: 'b', principal: 'b', scopes: ['admin'] as const };
    const over = makeApiKey({ ...about, expires: '2020-01-01T00:00:00Z' });
    const fresh = makeApiKey({ ...about, expires: '2999-01-01T00:00:00Z' });
    expect(ringOf(listOf(over)).principalOf(over.key)).toBeUndefined();
    expect(ringOf(listOf(fresh)).principalOf(fresh.key)?.name).toBe('b');
  });

  it.each([
    ['{', 'AUTH_KEYS: it is not JSON'],
    ['{}', 'AUTH_KEYS: expected a JSON array of keys, as job-runner make-key prints them'],
    ['[7]', 'AUTH_KEYS: key 1: id must be up to 64 of a-z 0-9 -'],
    [JSON.stringify([{ ...ci.entry, id: 'a_b' }]), 'AUTH_KEYS: key 1: id must be up to 64 of a-z 0-9 -'],
    [
      JSON.stringify([{ ...ci.entry, principal: 'a\nb' }]),
      'AUTH_KEYS: key 1: principal must be a name of up to 256 characters',
    ],
    [
      JSON.stringify([ci.entry, { ...ops.entry, hash: ops.key }]),
      'AUTH_KEYS: key 2: hash must be sha256: and 64 hex digits',
    ],
    [JSON.stringify([{ ...ci.entry, expires: 'soon' }]), 'AUTH_KEYS: key 1: expires must be a time (RFC 3339)'],
    [listOf(ci, ci), 'AUTH_KEYS: there are two keys with the id "ci"'],
  ])('that are not right keep the app from starting: %s', (text, message) => {
    expect(() => ringOf(text)).toThrow(message);
  });

  it('name scopes that there are', () => {
    expect(() => ringOf(JSON.stringify([{ ...ci.entry, scopes: ['jobs:all'] }]))).toThrow(
      /^AUTH_KEYS: key 1: scopes must be/,
    );
  });

  describe('in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'keys-'));
    const file = join(folder, 'keys.json');
    afterAll(() => rmSync(folder, { recursive: true }));

    it('count from when they are put there to when they are taken out', async () => {
      writeFileSync(file, listOf(ci));
      const ring = new KeyRing(loadConfig(AuthConfig, { AUTH_KEYS_FILE: file }));
      expect(ring.principalOf(ops.key)).toBeUndefined();
      writeFileSync(file, listOf(ops));
      await ring.reread(file);
      expect(ring.principalOf(ops.key)?.name).toBe('ops');
      expect(ring.principalOf(ci.key)).toBeUndefined();
      ring.onApplicationShutdown();
    });

    it('still count when the file is broken while the app runs', async () => {
      const told = jest.spyOn(Logger.prototype, 'error').mockImplementation();
      writeFileSync(file, listOf(ci));
      const ring = new KeyRing(loadConfig(AuthConfig, { AUTH_KEYS_FILE: file }));
      writeFileSync(file, '[');
      await ring.reread(file);
      expect(ring.principalOf(ci.key)?.name).toBe('builds');
      expect(told).toHaveBeenCalledWith('AUTH_KEYS_FILE: it is not JSON; the keys that were read before still count');
      ring.onApplicationShutdown();
      told.mockRestore();
    });

    it('that is not there keeps the app from starting', () => {
      const AUTH_KEYS_FILE = join(folder, 'none.json');
      expect(() => new KeyRing(loadConfig(AuthConfig, { AUTH_KEYS_FILE }))).toThrow(/^AUTH_KEYS_FILE: ENOENT/);
    });
  });
});
