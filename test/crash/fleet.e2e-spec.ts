import { setTimeout as delay } from 'node:timers/promises';
import { audit, fleetJob, randomFrom, unreliable } from '../support/fleet';
import { Platform } from '../support/platform';

const SEED = Number(process.env.SEED ?? 7);

describe(`many jobs in flight while things are killed (SEED=${SEED})`, () => {
  let platform: Platform;
  beforeEach(async () => (platform = await Platform.start()));
  afterEach(() => platform.stop());

  it('end as they should when job-control is killed at random moments', async () => {
    const random = randomFrom(SEED);
    const service = await platform.service();
    service.behave = unreliable(random);
    const ids = await Promise.all(Array.from({ length: 40 }, (_, n) => platform.jobs.submit(fleetJob(n, service.tag))));
    for (let kill = 0; kill < 3; kill++) {
      // Not to wait for anything: to be somewhere else in the middle of things each time.
      await delay(random() * 150);
      await platform.down('job-control');
      await platform.up('job-control');
    }
    expect(await audit(platform, service, ids, 25_000)).toEqual([]);
  });

  it('end as they should when one of two instances of a service is killed', async () => {
    const first = await platform.service();
    const second = await platform.service({ tag: first.tag, name: first.name, ledger: first.ledger });
    first.behave = second.behave = unreliable(randomFrom(SEED));
    const ids = await Promise.all(Array.from({ length: 30 }, (_, n) => platform.jobs.submit(fleetJob(n, first.tag))));
    await platform.jobs.until(ids[0] ?? '', () => first.received.length > 20);
    await first.stop();
    await platform.unregister(first);
    expect(second.received.length).toBeGreaterThan(0);
    expect(await audit(platform, second, ids, 25_000)).toEqual([]);
  });
});
