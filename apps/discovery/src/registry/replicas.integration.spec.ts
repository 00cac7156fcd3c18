import { TestPostgres } from '#storage/testing';
import { TestService } from '../testing/test-service';
import { type RunningDiscovery, testStage } from '../testing/running-discovery';

const { discovery, use } = testStage();

describe('replicas on one PostgreSQL', () => {
  let server: TestPostgres;
  let env: Record<string, string>;

  beforeAll(async () => (server = await TestPostgres.start()));
  afterAll(() => server.stop());
  beforeEach(async () => {
    const DATABASE_URL = await server.createDatabase();
    env = { DATABASE_URL, DISCOVERY_FOLLOW_INTERVAL_MS: '10', DISCOVERY_SWEEP_LEASE_MS: '300' };
  });

  /** However slow the machine is, no replica counts as gone. */
  const patient = () => ({ ...env, DISCOVERY_SWEEP_LEASE_MS: '60000' });

  it('show each other’s changes, under the same numbers', async () => {
    const [one, other] = [await discovery(env), await discovery(env)];
    const feed = await other.follow();
    const first = await feed.next();
    const { registryID } = await one.register({ name: 'a', url: 'http://127.0.0.1:1' });
    const upsert = await feed.next();
    expect(upsert).toMatchObject({ event: 'upsert', data: { registryID } });

    await other.post('/unregister', { registryID });
    const end = await feed.until((event) => (event.event === 'remove' ? event : undefined));
    const fromTheOther = await one.follow(first.id);
    const same = await fromTheOther.until((event) => (event.event === 'remove' ? event : undefined));
    expect(same).toEqual(end);
  });

  it('agree on the id of a service that registers with several of them at once', async () => {
    const replicas = [await discovery(env), await discovery(env)];
    const registrations = Array.from({ length: 10 }, (_, n) =>
      replicas[n % 2]!.register({ name: 'a', url: 'http://127.0.0.1:1' }),
    );
    const entries = await Promise.all(registrations);
    expect(new Set(entries.map(({ registryID }) => registryID)).size).toBe(1);
  });

  it('show each other’s changes at once without polling', async () => {
    const never = { ...env, DISCOVERY_FOLLOW_INTERVAL_MS: '3600000' };
    const [one, other] = [await discovery(never), await discovery(never)];
    const seen = other.until(({ name }) => name === 'late');
    await one.register({ name: 'a', url: 'http://127.0.0.1:1' });
    await server.cutConnections();
    await one.register({ name: 'late', url: 'http://127.0.0.1:2' });
    await seen;
  });

  it('share the pings, each service being asked by one of them', async () => {
    const replicas = [await discovery(patient()), await discovery(patient()), await discovery(patient())];
    for (const replica of replicas) await knows(replica, 3);
    const services = await Promise.all(Array.from({ length: 30 }, () => use(TestService.start())));
    await Promise.all(services.map(({ url }, n) => replicas[n % 3]!.register({ name: `s${n}`, url })));
    for (const n of services.keys())
      await replicas[0]!.until(({ name, health }) => name === `s${n}` && health === 'healthy');
    expect(services.map(({ asked }) => asked.length)).toEqual(services.map(() => 1));
    const pings = await Promise.all(replicas.map((replica) => pingsOf(replica)));
    expect(pings.reduce((sum, n) => sum + n)).toBe(30);
    expect(pings.filter((n) => n > 0)).toHaveLength(3);
  });

  it('take over what one of them looked after, when it stops', async () => {
    const quick = { ...env, DISCOVERY_PING_INTERVAL_MS: '100' };
    const [one, other] = [await discovery(quick), await discovery(quick)];
    const services = await Promise.all(Array.from({ length: 10 }, () => use(TestService.start())));
    await Promise.all(services.map(({ url }, n) => one.register({ name: `s${n}`, url })));
    for (const service of services) await service.askedTimes(1);
    await one.stop();
    for (const service of services) await service.askedTimes(service.asked.length + 2);

    expect((await other.get('/services')).body).toHaveLength(10);
  });

  it('evict a service once, after as many misses as one of them would have counted', async () => {
    const quick = { ...patient(), DISCOVERY_PING_INTERVAL_MS: '50' };
    const replicas = [await discovery(quick), await discovery(quick), await discovery(quick)];
    const service = await use(TestService.start());
    service.respondsWith(503);
    const feed = await replicas[0]!.follow();
    await replicas[1]!.register({ name: 'a', url: service.url, pingURL: service.url });
    const healths: unknown[] = [];
    await feed.until((event) => {
      if (event.event === 'upsert') healths.push((event.data as { health: string }).health);
      return healths.at(-1) === 'evicted' || undefined;
    });
    expect(healths).toEqual(['unverified', 'failing', 'failing', 'evicted']);
  });
});

/** Pings that a replica has sent. */
function pingsOf(replica: RunningDiscovery): Promise<number> {
  return metricOf(replica, 'discovery_pings_total');
}

async function knows(replica: RunningDiscovery, replicas: number): Promise<void> {
  while ((await metricOf(replica, 'discovery_replicas')) !== replicas);
}

async function metricOf(replica: RunningDiscovery, name: string): Promise<number> {
  const text = await (await fetch(`${replica.url}/metrics`)).text();
  const values = [...text.matchAll(new RegExp(`^${name}(?:{.*})? (\\d+)$`, 'gm'))].map(([, value]) => Number(value));
  return values.reduce((sum, value) => sum + value, 0);
}
