import { testStage } from '../testing/running-discovery';
import type { ChangeEvent } from './change-events';

const { discovery } = testStage();
const JSON_ONLY = { accept: 'application/json' };

interface Polled {
  revision: number;
  events: ChangeEvent[];
}

describe('following what changes', () => {
  it('begins with everything there is', async () => {
    const registry = await discovery();
    const { registryID } = await registry.register({ name: 'a', url: 'http://localhost:1' });
    const feed = await registry.follow();
    expect(await feed.next()).toMatchObject({ event: 'reset', data: [{ registryID, name: 'a', serviceName: 'a' }] });
    feed.close();
  });

  it('tells of registrations and removals as they happen, under numbers that grow', async () => {
    const registry = await discovery();
    const feed = await registry.follow();
    const reset = await feed.next();
    const { registryID } = await registry.register({ name: 'a', url: 'http://localhost:1' });
    await registry.post('/unregister', { registryID });
    const seen = [await feed.next()];
    while (seen.at(-1)?.event !== 'remove') seen.push(await feed.next());
    expect(seen[0]).toMatchObject({ event: 'upsert', data: { registryID, health: 'unverified' } });
    expect(seen.at(-1)).toMatchObject({ event: 'remove', data: { registryID, reason: 'unregistered' } });
    const ids = [reset, ...seen].map(({ id }) => id!);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    feed.close();
  });

  it('goes on where a reader was', async () => {
    const registry = await discovery();
    const feed = await registry.follow();
    const { id } = await feed.next();
    feed.close();
    const { registryID } = await registry.register({ name: 'a', url: 'http://localhost:1' });
    const again = await registry.follow(id);
    expect(await again.next()).toMatchObject({ event: 'upsert', data: { registryID } });
    again.close();
  });

  it('sends a registry that is large in parts, of which only the last has a place to go on from', async () => {
    const registry = await discovery();
    const metadata = { text: 'x'.repeat(60_000) };
    for (let port = 1; port <= 12; port++)
      await registry.register({ name: 'a', url: `http://localhost:${port}`, metadata });
    const feed = await registry.follow();
    const events = [await feed.next()];
    while (Number.isNaN(events.at(-1)!.id)) events.push(await feed.next());
    feed.close();
    expect(events.map(({ event }) => event)).toEqual(['reset', ...Array<string>(events.length - 1).fill('upsert')]);
    expect(events.length).toBeGreaterThan(2);
    const idsOf = (entries: unknown[]) => (entries as { registryID: string }[]).map(({ registryID }) => registryID);
    const entries = idsOf(events.flatMap(({ data }) => data as object[]));
    expect(new Set(entries).size).toBe(12);
    const polled = await registry.get<Polled>('/services/changes', JSON_ONLY);
    expect(idsOf(polled.body.events.flatMap(({ data }) => data as object[]))).toEqual(entries);
    expect(idsOf((await registry.get('/services')).body)).toEqual(entries);
  });

  it.each([
    ['too old', 0],
    ['from elsewhere', 999],
  ])('starts afresh for a reader whose place is %s', async (_, place) => {
    const registry = await discovery({ DISCOVERY_FEED_LENGTH: '1' });
    for (const port of [1, 2]) await registry.register({ name: 'a', url: `http://localhost:${port}` });
    const feed = await registry.follow(place);
    expect(await feed.next()).toMatchObject({ event: 'reset', data: [{}, {}] });
    feed.close();
  });

  it('breathes while nothing happens', async () => {
    const feed = await (await discovery({ DISCOVERY_FEED_HEARTBEAT_MS: '10' })).follow();
    await feed.next();
    expect(await feed.nextFrame()).toBe(':');
    feed.close();
  });

  it('can be polled', async () => {
    const registry = await discovery();
    const start = await registry.get<Polled>('/services/changes', JSON_ONLY);
    expect(start.body.events).toEqual([{ id: start.body.revision, event: 'reset', data: [] }]);
    await registry.register({ name: 'a', url: 'http://localhost:1' });
    const { body } = await registry.get<Polled>(`/services/changes?since=${start.body.revision}`, JSON_ONLY);
    expect(body.events[0]).toMatchObject({ event: 'upsert', data: { name: 'a' } });
    const later = await registry.get<Polled>(`/services/changes?since=${body.revision}`, JSON_ONLY);
    expect(later.body.events.filter(({ event }) => event === 'reset')).toEqual([]);
  });

  it.each(['x', '-1', '1.5', '99999999999999999'])('cannot be polled since %s', async (since) => {
    const { status, body } = await (await discovery()).get(`/services/changes?since=${since}`, JSON_ONLY);
    expect({ status, body }).toMatchObject({ status: 400, body: { errors: [{ pointer: '/since' }] } });
  });

  it('offers nothing else', async () => {
    expect((await (await discovery()).get('/services/changes', { accept: 'image/png' })).status).toBe(406);
  });
});
