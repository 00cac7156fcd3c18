import type { ServiceEntry } from '#contract';
import { ProfileServer } from '../testing/profile-server';
import { RunningDiscovery, testStage } from '../testing/running-discovery';
import { TestService } from '../testing/test-service';

const { discovery, directory, use } = testStage();

const RESERVE = { id: 'doReserve', type: 'unsafe', descriptor: [{ id: 'guest' }] };
const SLOW = { DISCOVERY_PROFILE_TIMEOUT_MS: '300' };

/** A service whose profile it is, once discovery has fetched that. */
async function profiled(registry: RunningDiscovery, registration: object): Promise<ServiceEntry> {
  const service = await use(TestService.start());
  const { registryID } = await registry.register({ name: 'hotel', url: service.url, ...registration });
  return registry.until((entry) => entry.registryID === registryID && entry.alpsStatus !== undefined);
}

const namesDoing = async (registry: RunningDiscovery, does: string) =>
  (await registry.get(`/services?does=${encodeURIComponent(does)}`)).body.map(({ name }) => name);

describe('the ALPS profile of a service', () => {
  it.each(['profile', 'semanticProfile', 'alps'])(
    'is fetched from the address that it registers as %s',
    async (member) => {
      const server = await use(ProfileServer.start());
      const address = server.profile('/alps', [RESERVE]);
      const entry = await profiled(await discovery(), { [member]: address });
      expect(entry).toMatchObject({ alpsStatus: 'ok', alpsDigest: expect.any(String), alpsFaults: [] });
    },
  );

  it('is none where the profile is a mere name', async () => {
    const registry = await discovery();
    const service = await use(TestService.start());
    await registry.register({ name: 'todo', url: service.url, profile: 'urn:example:todo' });
    const entry = await registry.until(({ health }) => health === 'healthy');
    expect(entry).not.toHaveProperty('alpsStatus');
  });

  it('says what the service does, also under another id: by inheritance and by an equal definition', async () => {
    const server = await use(ProfileServer.start());
    const travel = server.profile('/travel', [{ ...RESERVE, def: 'https://schema.example/reserve' }]);
    const registry = await discovery();
    await profiled(registry, { name: 'itself', profile: travel });
    await profiled(registry, {
      name: 'heir',
      profile: server.profile('/a', [{ id: 'book', href: `${travel}#doReserve` }]),
    });
    const alike = [{ id: 'take', type: 'unsafe', def: 'https://schema.example/reserve' }];
    await profiled(registry, { name: 'alike', profile: server.profile('/b', alike) });
    await profiled(registry, { name: 'other', profile: server.profile('/c', [{ id: 'doReserve', type: 'unsafe' }]) });

    expect(await namesDoing(registry, `${travel}#doReserve`)).toEqual(['itself', 'heir', 'alike']);
    // It inherits the definition, too, which the others have.
    expect(await namesDoing(registry, `${server.url}/a#book`)).toEqual(['itself', 'heir', 'alike']);
    expect(await namesDoing(registry, `${server.url}/c#doReserve`)).toEqual(['other']);
    expect(await namesDoing(registry, `${travel}#nothing`)).toEqual([]);
    expect((await registry.get(`/services?does=doReserve`)).status).toBe(400);
  });

  it('is fetched again when the service registers again, and only if it changed', async () => {
    const server = await use(ProfileServer.start());
    const profile = server.profile('/alps', [RESERVE]);
    const registry = await discovery();
    const before = await profiled(registry, { profile });
    await registry.register({ name: 'hotel', url: before.url, profile });
    await server.requested('304 /alps');

    server.profile('/alps', [{ ...RESERVE, id: 'doBook' }]);
    await registry.register({ name: 'hotel', url: before.url, profile });
    await registry.until(({ alpsDigest }) => alpsDigest !== before.alpsDigest);
    expect(await namesDoing(registry, `${profile}#doBook`)).toEqual(['hotel']);
    expect(await namesDoing(registry, `${profile}#doReserve`)).toEqual([]);
  });

  it('is fetched again from time to time, and a change of it is a change in the feed', async () => {
    const server = await use(ProfileServer.start());
    const profile = server.profile('/alps', [RESERVE]);
    const registry = await discovery({ DISCOVERY_PROFILE_INTERVAL_MS: '100' });
    const before = await profiled(registry, { profile });
    server.profile('/alps', [{ ...RESERVE, type: 'idempotent' }]);
    const after = await registry.until(({ alpsDigest }) => alpsDigest !== before.alpsDigest);
    expect(after).toMatchObject({ registryID: before.registryID, alpsStatus: 'ok' });
  });

  it('is kept over a restart, without asking for it again', async () => {
    const DATA_DIR = await directory();
    const server = await use(ProfileServer.start());
    const profile = server.profile('/alps', [RESERVE]);
    const before = await RunningDiscovery.start({ DATA_DIR });
    const entry = await profiled(before, { profile });
    await before.stop();
    const after = await discovery({ DATA_DIR });
    expect(await namesDoing(after, `${profile}#doReserve`)).toEqual(['hotel']);
    expect((await after.get<ServiceEntry>(`/services/${entry.registryID}`)).body.alpsDigest).toBe(entry.alpsDigest);
    expect(server.requests).toEqual(['200 /alps']);
  });

  it('still counts while it cannot be fetched', async () => {
    const server = await use(ProfileServer.start());
    const profile = server.profile('/alps', [RESERVE]);
    const registry = await discovery();
    const before = await profiled(registry, { profile });
    server.serve('/alps', (_, response) => response.writeHead(503).end());
    await registry.register({ name: 'hotel', url: before.url, profile });
    const after = await registry.until(({ alpsStatus }) => alpsStatus === 'unreachable');
    expect(after).toMatchObject({
      alpsDigest: before.alpsDigest,
      alpsFaults: [{ code: 'unreachable', message: expect.stringContaining('503') }],
    });
    expect(await namesDoing(registry, `${profile}#doReserve`)).toEqual(['hotel']);
  });
});

describe('a profile that harms', () => {
  it.each<[string, number, (server: ProfileServer) => string, object]>([
    [
      'is not there',
      1,
      (server) => `${server.url}/nowhere`,
      { alpsStatus: 'unreachable', alpsFaults: [{ code: 'unreachable' }] },
    ],
    [
      'is of another kind',
      1,
      (server) => server.serve('/alps', (_, r) => r.end('<html></html>')),
      { alpsStatus: 'invalid', alpsFaults: [{ code: 'not-json' }] },
    ],
    ['never comes', 1, (server) => server.serve('/alps', () => undefined), { alpsStatus: 'unreachable' }],
    ['never ends', 1, (server) => server.serve('/alps', (_, r) => void r.write('{')), { alpsStatus: 'unreachable' }],
    [
      'is huge',
      1,
      (server) => server.serve('/alps', (_, r) => r.end(Buffer.alloc(300_000, ' '))),
      { alpsStatus: 'unreachable' },
    ],
    [
      'is somewhere else',
      1,
      (server) => server.serve('/alps', (_, r) => r.writeHead(302, { location: '/' }).end()),
      { alpsStatus: 'unreachable' },
    ],
    [
      'inherits from itself',
      1,
      (server) => server.profile('/alps', [{ id: 'a', href: '#a' }]),
      { alpsStatus: 'invalid', alpsFaults: [{ code: 'href-circle' }] },
    ],
    [
      'goes in circles over documents',
      2,
      (server) => {
        server.profile('/other', [{ id: 'b', href: `${server.url}/alps#a` }]);
        return server.profile('/alps', [{ id: 'a', href: `${server.url}/other#b` }]);
      },
      { alpsStatus: 'invalid', alpsFaults: [{ code: 'href-circle', pointer: '/alps/descriptor/0/href' }] },
    ],
    [
      'refers to too many documents',
      17,
      (server) => {
        const links = Array.from({ length: 40 }, (_, i) => server.profile(`/l${i}`, [{ id: 'a' }]));
        return server.profile(
          '/alps',
          links.map((link) => ({ href: `${link}#a` })),
        );
      },
      { alpsStatus: 'invalid', alpsFaults: [{ code: 'too-many-links' }] },
    ],
    [
      'refers to a document that is none',
      2,
      (server) => server.profile('/alps', [{ href: `${server.serve('/other', (_, r) => r.end('no'))}#a` }]),
      { alpsStatus: 'invalid', alpsFaults: [{ code: 'link-unreadable', pointer: '/alps/descriptor/0/href' }, {}] },
    ],
    [
      'refers to a document that is not there',
      2,
      (server) => server.profile('/alps', [{ href: `${server.url}/other#a` }]),
      { alpsStatus: 'unreachable', alpsFaults: [{ code: 'link-unreadable', pointer: '/alps/descriptor/0/href' }] },
    ],
    [
      'is where this platform does not call',
      0,
      () => 'http://169.254.169.254/alps',
      { alpsStatus: 'unreachable', alpsFaults: [{ code: 'unreachable' }] },
    ],
  ])('because it %s prevents no registration, and its faults are named', async (_, requests, serve, expected) => {
    const server = await use(ProfileServer.start());
    const registry = await discovery(SLOW);
    const profile = serve(server);
    const entry = await profiled(registry, { profile });
    expect(entry).toMatchObject(expected);
    expect(entry.alpsDigest).toBeUndefined();
    expect((await registry.get('/services?name=hotel')).body).toHaveLength(1);
    expect(server.requests.length).toBeLessThanOrEqual(requests);
  });

  it('costs nothing beyond the limit of profiles', async () => {
    const server = await use(ProfileServer.start());
    const registry = await discovery({ DISCOVERY_MAX_PROFILES: '1' });
    await profiled(registry, { profile: server.profile('/one', [RESERVE]) });
    const entry = await profiled(registry, { profile: server.profile('/two', [RESERVE]) });
    expect(entry).toMatchObject({
      alpsStatus: 'unreachable',
      alpsFaults: [{ message: expect.stringContaining('DISCOVERY_MAX_PROFILES') }],
    });
    expect(server.requests).toEqual(['200 /one']);
  });
});
