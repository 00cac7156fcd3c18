import { TestService } from '../testing/test-service';
import { testStage } from '../testing/running-discovery';

const { discovery, use } = testStage();
const quick = { DISCOVERY_PING_INTERVAL_MS: '50', DISCOVERY_PING_TIMEOUT_MS: '250' };

describe('keeping an eye on services', () => {
  it('pings a new service at once, and lists it meanwhile', async () => {
    const registry = await discovery();
    const service = await use(TestService.start());
    const entry = await registry.register({ name: 'a', url: service.url, pingURL: `${service.url}/alive` });
    expect(entry.health).toBe('unverified');
    expect((await registry.get('/services')).body).toHaveLength(1);
    await registry.until(({ health }) => health === 'healthy');
    expect(service.asked).toEqual(['/alive']);
  });

  it('takes any response of a service that named no ping address as a sign of life', async () => {
    const registry = await discovery();
    const service = await use(TestService.start());
    service.respondsWith(404);
    await registry.register({ name: 'a', url: `${service.url}/base` });
    await registry.until(({ health }) => health === 'healthy');
    expect(service.asked).toEqual(['/base/ping']);
  });

  it('hides a service that fails three times in a row, and lists it again when it responds', async () => {
    const registry = await discovery(quick);
    const service = await use(TestService.start());
    service.respondsWith(503);
    const { registryID } = await registry.register({
      name: 'a',
      url: service.url,
      pingUrl: `${service.url}/ping`,
      tags: ['t'],
    });
    await registry.until(({ health }) => health === 'failing');
    const { reason } = await registry.until(({ health }) => health === 'evicted');
    expect(reason).toBe(`GET ${service.url}/ping: responded 503`);
    for (const list of ['/services', '/services?tag=t', '/find?tag=t', '/services?health=failing'])
      expect((await registry.get(list)).body).toEqual([]);
    expect((await registry.get('/services?health=evicted')).body).toMatchObject([{ registryID, reason }]);
    expect((await registry.get(`/services/${registryID}`)).status).toBe(200);

    service.respondsWith(200);
    const back = await registry.until(({ health }) => health === 'healthy');
    expect(back).toMatchObject({ registryID });
    expect(back).not.toHaveProperty('reason');
    expect((await registry.get('/services?tag=t')).body).toHaveLength(1);
  });

  it('gives up on an evicted service in the end', async () => {
    const registry = await discovery({ ...quick, DISCOVERY_FORGET_AFTER_MS: '0' });
    const feed = await registry.follow();
    const { registryID } = await registry.register({ name: 'a', url: 'http://127.0.0.1:1' });
    const gone = await feed.until((event) => (event.event === 'remove' ? event.data : undefined));
    expect(gone).toEqual({ registryID, reason: 'gone' });
  });

  it('does not wait for a service that keeps it waiting before it asks the others', async () => {
    const registry = await discovery({ ...quick, DISCOVERY_PING_TIMEOUT_MS: '60000' });
    const slow = await use(TestService.start());
    const lively = await use(TestService.start());
    slow.respondsWith('nothing');
    await registry.register({ name: 'slow', url: slow.url });
    await slow.askedTimes(1);
    await registry.register({ name: 'lively', url: lively.url });
    await lively.askedTimes(3);
    expect(slow.asked).toHaveLength(1);
  });

  it('counts a service that does not respond in time as failing', async () => {
    const registry = await discovery({ DISCOVERY_PING_TIMEOUT_MS: '20' });
    const service = await use(TestService.start());
    service.respondsWith('nothing');
    await registry.register({ name: 'a', url: service.url });
    const { reason } = await registry.until(({ health }) => health === 'failing');
    expect(reason).toContain('no response within 20 ms');
  });

  it('asks again at once when a service registers again elsewhere or after a failure', async () => {
    const registry = await discovery();
    const service = await use(TestService.start());
    service.respondsWith(503);
    await registry.register({ name: 'a', url: service.url, pingURL: `${service.url}/ping` });
    await registry.until(({ health }) => health === 'failing');
    service.respondsWith(200);
    await registry.register({ name: 'a', url: service.url, pingURL: `${service.url}/ping` });
    await registry.until(({ health }) => health === 'healthy');
  });
});

describe('a service that gave a ttl', () => {
  it('expires when it neither renews nor responds', async () => {
    const registry = await discovery({ DISCOVERY_EVICT_AFTER: '100' });
    const feed = await registry.follow();
    const { registryID } = await registry.register({ name: 'a', url: 'http://127.0.0.1:1', ttl: 0.05 });
    const gone = await feed.until((event) => (event.event === 'remove' ? event.data : undefined));
    expect(gone).toEqual({ registryID, reason: 'expired' });
    expect((await registry.post('/renew', { registryID })).status).toBe(404);
  });

  it('stays while it responds, long after its ttl', async () => {
    const registry = await discovery(quick);
    const service = await use(TestService.start());
    const { registryID } = await registry.register({ name: 'a', url: service.url, ttl: 0.05 });
    await service.askedTimes(5);
    expect((await registry.get(`/services/${registryID}`)).body).toMatchObject({ health: 'healthy' });
  });
});
