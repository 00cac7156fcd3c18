import { testStage } from '../testing/running-discovery';

const { discovery } = testStage();

interface Problem {
  code: string;
  errors: { pointer: string; message: string }[];
}

describe('registering', () => {
  it.each([
    ['dialect A', { name: 'todo', url: 'http://localhost:5310', resources: ['todo'], profile: 'urn:todo' }],
    [
      'dialect B',
      { serviceName: 'todo', serviceURL: 'http://localhost:5310', tags: ['todo'], semanticProfile: 'urn:todo' },
    ],
  ])('takes %s and returns both', async (_, registration) => {
    const registry = await discovery();
    const pinged =
      'name' in registration ? { pingURL: 'http://localhost:5310/p' } : { pingUrl: 'http://localhost:5310/p' };
    const { status, headers, body } = await registry.post('/register', {
      ...registration,
      ...pinged,
      mediaTypes: ['application/json'],
      endpoints: ['/execute'],
      ttl: 60,
      description: 'things to do',
      metadata: { owner: { team: 'a' } },
      alps: 'http://localhost:5310/alps',
    });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/services/${body.registryID}`);
    expect(body).toEqual({
      registryID: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'todo',
      serviceName: 'todo',
      url: 'http://localhost:5310',
      serviceURL: 'http://localhost:5310',
      resources: ['todo'],
      tags: ['todo'],
      profile: 'urn:todo',
      semanticProfile: 'urn:todo',
      pingURL: 'http://localhost:5310/p',
      pingUrl: 'http://localhost:5310/p',
      mediaTypes: ['application/json'],
      endpoints: ['/execute'],
      ttl: 60,
      description: 'things to do',
      metadata: { owner: { team: 'a' } },
      alps: 'http://localhost:5310/alps',
      health: 'unverified',
      registeredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      updatedAt: body.registeredAt,
    });
    expect((await registry.get(`/services/${body.registryID}`)).body).toMatchObject({ registryID: body.registryID });
  });

  it('needs no more than a name and an address', async () => {
    const { status, body } = await (
      await discovery()
    ).post('/register', { name: 'a', serviceURL: 'http://localhost:1' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ tags: [], resources: [], mediaTypes: [], endpoints: [] });
  });

  it('updates the entry of an address that is there already, however the address is spelled', async () => {
    const registry = await discovery();
    const first = await registry.register({ name: 'old', url: 'http://LOCALHOST:5310/', tags: ['a'] });
    const { status, body } = await registry.post('/register', {
      name: 'new',
      url: 'http://localhost:5310',
      tags: ['b'],
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      registryID: first.registryID,
      name: 'new',
      tags: ['b'],
      registeredAt: first.registeredAt,
    });
    expect((await registry.get('/services')).body).toHaveLength(1);
    expect((await registry.get('/services?tag=a')).body).toEqual([]);
  });

  it.each([
    ['http://127.0.0.1:5310', 'http://localhost:5310'],
    ['http://[::1]:5310/', 'http://127.0.0.1:5310'],
    ['http://[::ffff:127.0.0.1]:5310/', 'http://localhost.:5310'],
    ['http://example.com:80/a', 'http://EXAMPLE.com./a//'],
    ['https://example.com:443', 'https://example.com'],
  ])('takes %s and %s for one address', async (one, other) => {
    const registry = await discovery({ OUTBOUND_ALLOWED_HOSTS: 'example.com' });
    const first = await registry.register({ name: 'a', url: one });
    const { status, body } = await registry.post('/register', { name: 'a', url: other });
    expect({ status, id: body.registryID }).toEqual({ status: 200, id: first.registryID });
    expect((await registry.post('/unregister', { url: one })).status).toBe(204);
    expect((await registry.get('/services')).body).toEqual([]);
  });

  it('spells names, tags and the like in one way, and finds them by any', async () => {
    const registry = await discovery();
    const { name, tags } = await registry.register({
      name: ' u\u0308ber ',
      url: 'http://localhost:1',
      tags: ['e\u0301 '],
    });
    expect({ name, tags }).toEqual({ name: '\u00fcber', tags: ['\u00e9'] });
    expect((await registry.get(`/services?tag=${encodeURIComponent('e\u0301')}&name=%C3%BCber`)).body).toHaveLength(1);
  });

  it.each([
    ['/name', { name: 'a\u0007' }],
    ['/name', { name: '   ' }],
    ['/name', { name: 'x'.repeat(256) }],
    ['/serviceName', { serviceName: 'pay\u200bment' }],
    ['/tags/1', { tags: ['a', '\u202ecod'] }],
    ['/resources/0', { resources: ['\ufeffa'] }],
    ['/profile', { profile: 'urn:\u2066x' }],
    ['/url', { url: 'http://localhost:1/?a=b' }],
    ['/url', { url: 'http://localhost:1/#a' }],
    ['/url', { url: 'http://localhost:1?' }],
    ['/url', { url: `http://localhost:1/${'ä'.repeat(600)}` }],
    ['/pingURL', { pingURL: 'http://localhost:1/ping#a' }],
  ])('refuses what could not be identified or called, with its pointer: %s', async (pointer, said) => {
    const registry = await discovery();
    const { status, body } = await registry.post<Problem>('/register', {
      name: 'a',
      url: 'http://localhost:1',
      ...said,
    });
    expect({ status, errors: body.errors }).toEqual({
      status: 400,
      errors: [{ pointer, message: expect.any(String) }],
    });
  });

  it('refuses a registration that is too large, and says what of it', async () => {
    const registry = await discovery({ DISCOVERY_MAX_ENTRY_BYTES: '2000' });
    const large = { name: 'a', url: 'http://localhost:1', metadata: { text: 'x'.repeat(2_000) } };
    expect(await registry.post('/register', large)).toMatchObject({
      status: 413,
      body: { errors: [{ pointer: '/metadata' }] },
    });
    const tags = Array.from({ length: 500 }, (_, index) => `tag-${index}`);
    expect(await registry.post('/register', { ...large, metadata: {}, tags })).toMatchObject({ status: 413 });
  });

  it('has room for so many and so much, also if all come at once', async () => {
    const registry = await discovery({ DISCOVERY_MAX_ENTRIES: '3' });
    const responses = await Promise.all(
      Array.from({ length: 10 }, (_, port) =>
        registry.post('/register', { name: 'a', url: `http://localhost:${port + 1}` }),
      ),
    );
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 201, 201, ...Array<number>(7).fill(507)]);
    const [there] = (await registry.get('/services')).body;
    expect((await registry.post('/register', { name: 'b', url: there!.url })).status).toBe(200);
    await registry.post('/unregister', { registryID: there!.registryID });
    expect((await registry.post('/register', { name: 'c', url: 'http://localhost:99' })).status).toBe(201);
    const small = await discovery({ DISCOVERY_MAX_TOTAL_BYTES: '65536' });
    const with40k = (port: number) => ({
      name: 'a',
      url: `http://localhost:${port}`,
      metadata: { t: 'x'.repeat(40_000) },
    });
    expect((await small.post('/register', with40k(1))).status).toBe(201);
    expect(await small.post('/register', with40k(2))).toMatchObject({
      status: 507,
      body: { code: 'insufficient-storage' },
    });
    expect((await small.post('/register', with40k(1))).status).toBe(200);
  });

  it('gives one id to an address that registers many times at once', async () => {
    const registry = await discovery();
    const registrations = Array.from({ length: 20 }, () =>
      registry.post('/register', { name: 'a', url: 'http://localhost:1' }),
    );
    const responses = await Promise.all(registrations);
    expect(new Set(responses.map(({ body }) => body.registryID)).size).toBe(1);
    expect(responses.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  it('names every fault at once', async () => {
    const { status, headers, body } = await (
      await discovery()
    ).post<Problem>('/register', {
      serviceURL: 'not an address',
      tags: 'todo',
      ttl: 'long',
    });
    expect(status).toBe(400);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body.errors.map(({ pointer }) => pointer).sort()).toEqual(['/name', '/serviceURL', '/tags', '/ttl']);
  });

  it('lets services say things it does not know', async () => {
    const registration = { name: 'a', url: 'http://localhost:1', version: '2.1' };
    expect((await (await discovery()).post('/register', registration)).status).toBe(201);
  });
});

describe('an address that is not called', () => {
  it('is refused, with every address at fault and why', async () => {
    const registry = await discovery();
    const { status, body } = await registry.post<Problem>('/register', {
      name: 'a',
      url: 'http://169.254.169.254/latest',
      pingURL: 'http://localhost:1/ping',
      alps: 'http://0xa.1.2.3/alps',
    });
    expect(status).toBe(403);
    expect(body).toMatchObject({ code: 'address-refused' });
    expect(body.errors).toEqual([
      { pointer: '/url', message: expect.stringContaining('169.254.169.254 is a metadata service') },
      { pointer: '/alps', message: expect.stringContaining('10.1.2.3 is private') },
    ]);
    expect((await registry.get('/services')).body).toEqual([]);
  });
});

describe('unregistering', () => {
  it.each(['registryID', 'url', 'serviceURL'] as const)('goes by %s', async (by) => {
    const registry = await discovery();
    const entry = await registry.register({ name: 'a', url: 'http://localhost:5310', tags: ['t'] });
    expect((await registry.post('/unregister', { [by]: entry[by] })).status).toBe(204);
    expect((await registry.get('/services?tag=t')).body).toEqual([]);
    expect((await registry.get(`/services/${entry.registryID}`)).status).toBe(404);
  });

  it('is content when an address is not there, but not when an id is not', async () => {
    const registry = await discovery();
    expect((await registry.post('/unregister', { url: 'http://localhost:5310' })).status).toBe(204);
    expect((await registry.post('/unregister', { registryID: 'unknown' })).status).toBe(404);
  });

  it('must name the service', async () => {
    const { status, body } = await (await discovery()).post<Problem>('/unregister', {});
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ pointer: '', message: 'expected registryID, or url (serviceURL)' }]);
  });
});

describe('renewing', () => {
  it('goes by id', async () => {
    const registry = await discovery();
    const { registryID } = await registry.register({ name: 'a', url: 'http://localhost:5310', ttl: 60 });
    expect(await registry.post('/renew', { registryID })).toMatchObject({ status: 200, body: { status: 'renewed' } });
    expect((await registry.post('/renew', { registryID: 'unknown' })).status).toBe(404);
    expect((await registry.post('/renew', {})).status).toBe(400);
  });
});
