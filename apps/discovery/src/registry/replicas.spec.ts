import { TestPostgres } from '#storage/testing';
import { LittleService } from '../testing/little-service';
import { stage } from '../testing/running-discovery';

const { discovery, use } = stage();

describe('replicas on one PostgreSQL', () => {
  let server: TestPostgres;
  let env: Record<string, string>;

  beforeAll(async () => (server = await TestPostgres.start()));
  afterAll(() => server.stop());
  beforeEach(async () => {
    const DATABASE_URL = await server.createDatabase();
    env = { DATABASE_URL, DISCOVERY_FOLLOW_INTERVAL_MS: '10', DISCOVERY_SWEEP_LEASE_MS: '300' };
  });

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

  it('leave the pings to one of them, and another takes over when it stops', async () => {
    const [one, other] = [await discovery(env), await discovery(env)];
    const service = await use(LittleService.start());
    await other.register({ name: 'a', url: service.url });
    await other.until(({ health }) => health === 'healthy');
    expect(service.asked).toHaveLength(1);

    await one.stop();
    await service.askedTimes(2);
  });
});
