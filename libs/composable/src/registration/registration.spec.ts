import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Draining } from '#platform';
import { FakeDiscovery } from '../testing/fake-discovery';
import { RunningNotes } from '../testing/running-notes';

describe('a service that registers', () => {
  let dataDir: string;
  let discovery: FakeDiscovery;
  let running: RunningNotes[];

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'registration-'));
    discovery = await FakeDiscovery.start();
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((notes) => notes.stop()));
    discovery.stop();
    rmSync(dataDir, { recursive: true });
  });

  const start = async (ttl = 60) => {
    const options = { register: true, ttl, tags: ['text'] };
    const notes = await RunningNotes.start({ dataDir }, options, undefined, { DISCOVERY_URL: discovery.url });
    running.push(notes);
    return notes;
  };

  it('says where it is and what it offers, in both dialects', async () => {
    const { url } = await start();
    await discovery.until(1);
    expect(discovery.heard[0]).toEqual({
      path: '/register',
      body: expect.objectContaining({
        name: 'note-service',
        serviceName: 'note-service',
        url,
        serviceURL: url,
        resources: ['note', 'text'],
        tags: ['note', 'text'],
        pingURL: `${url}/ping`,
        ttl: 60,
      }),
    });
  });

  it('keeps trying until discovery takes it', async () => {
    discovery.statuses.push(500);
    await start();
    await discovery.until(2);
    expect(discovery.paths).toEqual(['/register', '/register']);
  });

  it('renews in time, and registers again where it was forgotten', async () => {
    discovery.statuses.push(201, 200, 404, 201);
    await start(0.03);
    await discovery.until(5);
    expect(discovery.paths.slice(0, 5)).toEqual(['/register', '/renew', '/renew', '/register', '/renew']);
    expect(discovery.heard[4]?.body).toEqual({ registryID: 'id-4' });
  });

  it('unregisters as soon as it is told to end, and only once', async () => {
    const notes = await start();
    await discovery.until(1);
    notes.app.get(Draining).begin();
    await discovery.until(2);
    await notes.stop();
    running = [];
    expect(discovery.paths).toEqual(['/register', '/unregister']);
    expect(discovery.heard[1]?.body).toEqual({ registryID: 'id-1' });
  });

  it('ends without discovery too', async () => {
    const notes = await start();
    await discovery.until(1);
    discovery.stop();
    await notes.stop();
    running = [];
  });
});
