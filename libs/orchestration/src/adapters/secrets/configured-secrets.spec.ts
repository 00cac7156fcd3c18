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
const anns = { service: 'bank', principal: 'ann' };
const load = (entries: object, env = {}) => ConfiguredSecrets.load(put(entries), env);

it('hands out what stands in the file, in another file, or in the environment, to the services it is for', async () => {
  const file = put('from-a-file\n');
  const secrets = await load(
    { a: { value: 'as-it-is', services }, b: { file, services }, c: { env: 'TOKEN', services } },
    { TOKEN: 'from-the-env' },
  );
  expect(await secrets.refusal('a', anns)).toBeNull();
  expect(await Promise.all(['a', 'b', 'c'].map((name) => secrets.reveal(name, anns)))).toEqual([
    'as-it-is',
    'from-a-file',
    'from-the-env',
  ]);
  const atShop = { ...anns, service: 'shop' };
  expect(await secrets.refusal('a', atShop)).toBe('the secret "a" is not for shop');
  await expect(secrets.reveal('a', atShop)).rejects.toMatchObject({ code: 'secret-refused' });
  expect(await secrets.refusal('d', anns)).toBe('there is no secret "d" here');
  await expect(secrets.reveal('d', anns)).rejects.toMatchObject({ code: 'secret-unavailable' });
});

it.each([
  ['ann', undefined, null],
  ['ann', ['bob', 'ann'], null],
  ['ann', ['bob', 'Ann'], 'the secret "a" is not for jobs of ann'],
  [null, undefined, null],
  [null, ['ann', 'null'], 'the secret "a" is for certain principals only, and this job has no submitter'],
])('serves jobs of %p where its principals are %j: %s', async (principal, principals, refused) => {
  const secrets = await load({ a: { value: 'as-it-is', services, ...(principals && { principals }) } });
  for (const service of ['bank', undefined]) {
    const refusal = await secrets.refusal('a', { service, principal });
    expect(refusal).toEqual(refused === null ? null : expect.stringContaining(refused));
  }
  const revealed = secrets.reveal('a', { service: 'bank', principal });
  if (refused === null) expect(await revealed).toBe('as-it-is');
  else await expect(revealed).rejects.toMatchObject({ code: 'secret-refused' });
});

it('knows no secret where no file is named', async () => {
  const secrets = await ConfiguredSecrets.load(undefined, {});
  expect(secrets.any).toBe(false);
  expect(await secrets.refusal('a', anns)).toBe('there is no secret "a" here');
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
  expect(await secrets.reveal('a', anns)).toBe('another-value');
  expect(secrets.redact('first-value another-value')).toBe('[secret:a] [secret:a]');
  put({ b: { value: 'replaced-it', services } }, path);
  await expect(secrets.reveal('a', anns)).rejects.toMatchObject({ code: 'secret-unavailable' });
  expect(await secrets.reveal('b', anns)).toBe('replaced-it');
  put('{', path);
  await expect(secrets.reveal('b', anns)).rejects.toThrow('SECRETS_FILE cannot be used: this is not JSON');
});

it.each([
  ['a file that is not there', { file: '/nowhere/at/all' }, 'ENOENT'],
  ['a variable that is not set', { env: 'NOT_SET' }, 'NOT_SET is not set'],
  ['a value too short to be told from other text', { value: '1234567' }, 'shorter than 8 characters'],
])('starts with %s, and says so when it is needed', async (_, source, message) => {
  const secrets = await load({ a: { ...source, services } });
  const revealed = secrets.reveal('a', anns);
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
  ['principals who are none', { a: { value: 'canary-1', services, principals: [] } }, 'expected principals'],
  ['a principal without a list', { a: { value: 'canary-1', services, principals: 'ann' } }, 'expected principals'],
  ['job-control as a service', { a: { value: 'canary-1', services: ['job-control'] } }, 'hands references on'],
])('refuses to start with %s, in a line that shows no value', async (_, content, message) => {
  const loaded = ConfiguredSecrets.load(put(content), {});
  await expect(loaded).rejects.toThrow(`SECRETS_FILE cannot be used: `);
  await expect(loaded).rejects.toThrow(message);
  await expect(loaded).rejects.not.toThrow('canary');
});
