import { TestService } from '../testing/test-service';
import { RunningDiscovery, testStage } from '../testing/running-discovery';

const { discovery, directory, use } = testStage();

describe('after a restart', () => {
  it('every service is there as it was, to be proven alive at once', async () => {
    const DATA_DIR = await directory();
    const service = await use(TestService.start());
    const before = await RunningDiscovery.start({ DATA_DIR });
    const entry = await before.register({ name: 'a', url: service.url, tags: ['t'], metadata: { deep: [1] } });
    await before.until(({ health }) => health === 'healthy');
    await before.stop();

    service.respondsWith('nothing');
    const after = await discovery({ DATA_DIR });
    expect((await after.get('/services?tag=t')).body).toMatchObject([{ ...entry, updatedAt: expect.any(String) }]);
    await service.askedTimes(2);
  });

  it('what was evicted stays hidden until it responds', async () => {
    const DATA_DIR = await directory();
    const service = await use(TestService.start());
    service.respondsWith(500);
    const env = { DATA_DIR, DISCOVERY_EVICT_AFTER: '1' };
    const before = await RunningDiscovery.start(env);
    await before.register({ name: 'a', url: service.url, pingURL: service.url });
    await before.until(({ health }) => health === 'evicted');
    await before.stop();

    const after = await discovery(env);
    expect((await after.get('/services')).body).toEqual([]);
    expect((await after.get('/services?health=evicted')).body).toHaveLength(1);
  });

  it('what was removed stays removed, and followers start afresh under higher numbers', async () => {
    const DATA_DIR = await directory();
    const before = await RunningDiscovery.start({ DATA_DIR });
    const { registryID } = await before.register({ name: 'a', url: 'http://127.0.0.1:1' });
    await before.post('/unregister', { registryID });
    const feed = await before.follow();
    const { id } = await feed.next();
    feed.close();
    await before.stop();

    const after = await discovery({ DATA_DIR });
    const anew = await after.follow(id);
    const reset = await anew.next();
    anew.close();
    expect(reset).toMatchObject({ event: 'reset', data: [] });
    expect(reset.id).toBeGreaterThan(id!);
  });

  it('a second process on the same data is refused', async () => {
    const DATA_DIR = await directory();
    await discovery({ DATA_DIR });
    await expect(RunningDiscovery.start({ DATA_DIR })).rejects.toThrow('in use by another process');
  });
});
