import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfiguredSecrets } from './configured-secrets';

const directory = mkdtempSync(join(tmpdir(), 'secrets-'));
afterAll(() => rmSync(directory, { recursive: true }));

let files = 0;
function put(text: unknown, path = join(directory, `file-${files++}`)): string {
  writeFileSync(path, typeof text === 'string' ? text : JSON.stringify(text));
  return path;
}

const services = ['bank'];
const load = (entries: object, env = {}) => ConfiguredSecrets.load(put(entries), env);

it('hands out what stands in the file, in another file, or in the environment, to the services it is for', async () => {
  const file = put('from-a-file\n');
  const secrets = await load(
    { a: { value: 'as-it-is', services }, b: { file, services }, c: { env: 'TOKEN', services } },
    { TOKEN: 'from-the-env' },
  );
  expect(await secrets.boundTo('a')).toEqual(services);
  expect(await Promise.all(['a', 'b', 'c'].map((name) => secrets.reveal(name, 'bank')))).toEqual([
    'as-it-is',
    'from-a-file',
    'from-the-env',
  ]);
  await expect(secrets.reveal('a', 'shop')).rejects.toMatchObject({ code: 'secret-refused' });
  expect(await secrets.boundTo('d')).toBeNull();
  await expect(secrets.reveal('d', 'bank')).rejects.toMatchObject({ code: 'secret-unavailable' });
});

it('knows no secret where no file is named', async () => {
  const secrets = await ConfiguredSecrets.load(undefined, {});
  expect(secrets.any).toBe(false);
  expect(await secrets.boundTo('a')).toBeNull();
});

it('knows what it must redact before anybody asked for it', async () => {
  const secrets = await load({ a: { value: 'as-it-is', services } });
  expect(secrets.redact('as-it-is')).toBe('[secret:a]');
});

it('follows a rotation without a restart, and still redacts the value before', async () => {
  const file = put('first-value');
  const path = put({ a: { file, services } });
  const secrets = await ConfiguredSecrets.load(path, {});
  put('another-value', file);
  expect(await secrets.reveal('a', 'bank')).toBe('another-value');
  expect(secrets.redact('first-value another-value')).toBe('[secret:a] [secret:a]');
  put({ b: { value: 'replaced-it', services } }, path);
  await expect(secrets.reveal('a', 'bank')).rejects.toMatchObject({ code: 'secret-unavailable' });
  expect(await secrets.reveal('b', 'bank')).toBe('replaced-it');
  put('{', path);
  await expect(secrets.reveal('b', 'bank')).rejects.toThrow('SECRETS_FILE cannot be used: this is not JSON');
});

it.each([
  ['a file that is not there', { file: '/nowhere/at/all' }, 'ENOENT'],
  ['a variable that is not set', { env: 'NOT_SET' }, 'NOT_SET is not set'],
  ['a value too short to be told from other text', { value: '1234567' }, 'shorter than 8 characters'],
])('starts with %s, and says so when it is needed', async (_, source, message) => {
  const secrets = await load({ a: { ...source, services } });
  const revealed = secrets.reveal('a', 'bank');
  await expect(revealed).rejects.toMatchObject({ code: 'secret-unavailable' });
  await expect(revealed).rejects.toThrow(message);
});

it.each<[string, unknown, string]>([
  ['what is not JSON', '{"a": {"value": "canary-1"', 'this is not JSON'],
  ['a list', [], 'expected a JSON object'],
  ['a name that needs escaping', { 'a b': { value: 'canary-1', services } }, 'names are letters'],
  ['two sources', { a: { value: 'canary-1', env: 'X', services } }, 'exactly one of value, file, env'],
  ['no source', { a: { services } }, 'exactly one of value, file, env'],
  ['an unknown source', { a: { vault: 'canary-1', services } }, 'exactly one of value, file, env'],
  ['no service', { a: { value: 'canary-1', services: [] } }, 'expected services'],
  ['job-control as a service', { a: { value: 'canary-1', services: ['job-control'] } }, 'hands references on'],
])('refuses to start with %s, in a line that shows no value', async (_, content, message) => {
  const loaded = ConfiguredSecrets.load(put(content), {});
  await expect(loaded).rejects.toThrow(`SECRETS_FILE cannot be used: `);
  await expect(loaded).rejects.toThrow(message);
  await expect(loaded).rejects.not.toThrow('canary');
});
