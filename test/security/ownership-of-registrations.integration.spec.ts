import { onEveryDatabase } from '#storage/testing';
import { GuardedApp } from './support/guarded-apps';
import { ask, PEOPLES_KEYS } from './support/people';

interface Entry {
  registryID: string;
  leaseToken?: string;
  description?: string;
}

const forbidden = (detail: string) => ({ code: 'forbidden', status: 403, detail });
let last = 0;
/** No server listens there. */
const somewhere = () => `http://127.0.0.1:9/${++last}`;

onEveryDatabase('whose a registration is', (fresh) => {
  let discovery: GuardedApp;

  beforeAll(async () => {
    const { dataDir: DATA_DIR, databaseUrl: DATABASE_URL } = await fresh();
    const env = { DATA_DIR, DATABASE_URL };
    const open = await GuardedApp.start('discovery', { ...env, AUTH_KEYS: undefined, AUTH: 'off' });
    const json = { 'content-type': 'application/json' };
    const old = JSON.stringify({ name: 'of-old', url: 'http://127.0.0.1:9/of-old' });
    const { text } = await open.ask('POST', '/register', json, old);
    expect(JSON.parse(text)).not.toHaveProperty('leaseToken');
    await open.stop();
    discovery = await GuardedApp.start('discovery', { ...env, AUTH_KEYS: PEOPLES_KEYS });
  });
  afterAll(() => discovery.stop());

  const register = (who: string, registration: object, headers = {}) =>
    ask<Entry>(discovery, who, 'POST /register', registration, headers);
  const described = async (id: string) => (await ask<Entry>(discovery, 'root', `GET /services/${id}`)).body.description;

  it('is told once, with a token for those who look after it', async () => {
    const registration = { name: `a-${++last}`, url: somewhere() };
    const { status, body } = await register('alice', registration);
    expect([status, body.leaseToken]).toEqual([201, expect.stringMatching(/^[\w-]{43}$/)]);
    const again = await register('alice', registration);
    expect([again.status, again.body.registryID, again.body.leaseToken]).toEqual([200, body.registryID, undefined]);
    const everything = JSON.stringify([
      (await ask(discovery, 'root', 'GET /services')).body,
      (await ask(discovery, 'root', 'GET /services/changes')).body,
      (await ask(discovery, 'alice', `GET /services/${body.registryID}`)).body,
    ]);
    expect(everything).toContain(body.registryID);
    expect(everything).not.toContain(body.leaseToken);
    expect(everything).not.toMatch(/lease|owner|alice/i);
  });

  it('decides who changes, renews and removes it', async () => {
    const url = somewhere();
    const { registryID } = (await register('alice', { name: `b-${++last}`, url, description: 'hers' })).body;
    const not = forbidden(`The registration ${registryID} belongs to another caller`);
    expect((await register('bob', { name: 'bobs', url, description: 'his' })).body).toMatchObject(not);
    // The same address, written in another way.
    expect((await register('bob', { name: 'bobs', url: url.replace('http://', 'HTTP://') + '/' })).body).toMatchObject(
      not,
    );
    expect((await ask(discovery, 'bob', 'POST /renew', { registryID })).body).toMatchObject(not);
    expect((await ask(discovery, 'bob', 'POST /unregister', { registryID })).body).toMatchObject(not);
    expect((await ask(discovery, 'bob', 'POST /unregister', { url })).body).toMatchObject(not);
    expect(await described(registryID)).toBe('hers');
    expect((await ask(discovery, 'alice', 'POST /renew', { registryID })).status).toBe(200);
    expect((await ask(discovery, 'alice', 'POST /unregister', { registryID })).status).toBe(204);
  });

  it('may be shared by its token, which opens this one and no other', async () => {
    const name = `c-${++last}`;
    const [url, other] = [somewhere(), somewhere()];
    const { registryID, leaseToken } = (await register('alice', { name, url })).body;
    const lease = { 'lease-token': leaseToken! };
    const second = (await register('alice', { name, url: other })).body;
    expect((await ask(discovery, 'bob', 'POST /renew', { registryID }, lease)).status).toBe(200);
    expect((await register('bob', { name, url, description: 'looked after' }, lease)).status).toBe(200);
    expect(await described(registryID)).toBe('looked after');
    expect((await ask(discovery, 'bob', 'POST /renew', { registryID: second.registryID }, lease)).status).toBe(403);
    for (const wrong of ['', 'x', leaseToken!.slice(1), leaseToken!.toLowerCase()])
      expect((await ask(discovery, 'bob', 'POST /renew', { registryID }, { 'lease-token': wrong })).status).toBe(403);
    // Looking after it is not owning its name.
    expect((await register('bob', { name, url: somewhere() }, lease)).status).toBe(403);
    expect((await ask(discovery, 'bob', 'POST /unregister', { registryID }, lease)).status).toBe(204);
  });

  it('comes with its name, which belongs to its first owner, also when the service is gone', async () => {
    const name = `d-${++last}`;
    const { registryID } = (await register('alice', { name, url: somewhere() })).body;
    const not = forbidden(`The service name "${name}" belongs to another caller`);
    expect((await register('bob', { name, url: somewhere() })).body).toMatchObject(not);
    expect((await register('alice', { name, url: somewhere() })).status).toBe(201);
    await ask(discovery, 'alice', 'POST /unregister', { registryID });
    expect((await register('bob', { name, url: somewhere() })).body).toMatchObject(not);
    expect((await register('root', { name, url: somewhere() })).status).toBe(201);
    expect((await register('bob', { name, url: somewhere() })).body).toMatchObject(not);
    expect((await ask(discovery, 'alice', `DELETE /names/${name}`)).status).toBe(403);
    expect((await ask(discovery, 'root', `DELETE /names/${name}`)).status).toBe(204);
    expect((await register('bob', { name, url: somewhere() })).status).toBe(201);
    expect((await register('alice', { name, url: somewhere() })).body).toMatchObject(not);
  });

  it('cannot be given a name of another owner', async () => {
    const [hers, his] = [`e-${++last}`, `f-${++last}`];
    const url = somewhere();
    await register('alice', { name: hers, url: somewhere() });
    await register('bob', { name: his, url });
    expect((await register('bob', { name: hers, url })).body).toMatchObject(
      forbidden(`The service name "${hers}" belongs to another caller`),
    );
  });

  it('takes the name at once: of many who want it one gets it', async () => {
    const name = `g-${++last}`;
    const responses = await Promise.all(
      Array.from({ length: 20 }, (_, n) => register(n % 2 ? 'alice' : 'bob', { name, url: somewhere() })),
    );
    const won = responses.map(({ status }, n) => (status === 201 ? (n % 2 ? 'alice' : 'bob') : 'none'));
    expect(new Set(won.filter((who) => who !== 'none')).size).toBe(1);
    expect(won.filter((who) => who === 'none')).toHaveLength(10);
  });

  it('is absent with AUTH off: the first caller takes it over', async () => {
    const old = { name: 'of-old', url: 'http://127.0.0.1:9/of-old' };
    const { status, body } = await register('alice', old);
    expect([status, typeof body.leaseToken]).toEqual([200, 'string']);
    expect((await register('bob', old)).status).toBe(403);
  });
});
