import { setTimeout as delay } from 'node:timers/promises';
import { audit, fleetJob, randomFrom, unreliable } from '../support/fleet';
import { type App, Platform } from '../support/platform';

const FIRST = Number(process.env.SEED ?? 1);
const SEEDS = Array.from({ length: 5 }, (_, n) => FIRST + n);
/** Enough that there are calls in flight at the last of the kills, too. */
const JOBS = 400;
const KILLS = 40;
const APPS: readonly App[] = ['job-control', 'job-control', 'job-control', 'shared-state', 'discovery'];

describe(`${JOBS} jobs in flight`, () => {
  let platform: Platform;
  beforeEach(
    async () => (platform = await Platform.start({ JOB_BIND_TIMEOUT_MS: '60000', JOB_STATE_TIMEOUT_MS: '60000' })),
  );
  afterEach(() => platform.stop());

  it.each(SEEDS)(
    `end as they should while apps are killed at ${KILLS} random moments (SEED=%s)`,
    async (seed) => {
      const random = randomFrom(seed);
      const service = await platform.service();
      service.behave = unreliable(random);
      const ids = await Promise.all(
        Array.from({ length: JOBS }, (_, n) => platform.jobs.submit(fleetJob(n, service.tag))),
      );
      for (let kill = 0; kill < KILLS; kill++) {
        await delay(random() * 400);
        const app = APPS[Math.floor(random() * APPS.length)] ?? 'job-control';
        await platform.down(app, random() < 0.2 ? 'SIGTERM' : 'SIGKILL');
        await platform.up(app);
      }
      expect(await audit(platform, service, ids, 180_000)).toEqual([]);
    },
    400_000,
  );
});
