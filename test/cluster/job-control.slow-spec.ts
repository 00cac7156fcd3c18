import { setTimeout as delay } from 'node:timers/promises';
import { audit, fleetJob, randomFrom, unreliable } from '../support/fleet';
import type { ModelService } from '../support/model-service';
import { Replicas } from '../support/replicas';

const SEED = Number(process.env.SEED ?? 1);
const IN_FLIGHT = 500;
const LASTS_MS = 60_000;
const KILL_EVERY_MS = 2_000;

/** Keeps so many jobs open, submitted to any replica that responds, each retried until it is accepted. */
class Crowd {
  readonly ids: string[] = [];
  private submitted = 0;
  private ended = false;

  constructor(
    private readonly replicas: Replicas,
    private readonly service: ModelService,
    private readonly random: () => number,
  ) {}

  async run(): Promise<void> {
    while (!this.ended) {
      const missing = IN_FLIGHT - (await this.open().catch(() => IN_FLIGHT));
      await Promise.all(Array.from({ length: Math.max(0, missing) }, () => this.submit(this.submitted++)));
      await delay(100);
    }
  }

  end(): void {
    this.ended = true;
  }

  private async open(): Promise<number> {
    const open = "status in ('accepted', 'running', 'paused', 'reverting')";
    const [row] = await this.replicas.query<{ n: number }>(
      `select count(*)::int as n from job_control.jobs where ${open}`,
    );
    return row?.n ?? 0;
  }

  private async submit(job: number): Promise<void> {
    for (;;) {
      const replica = this.replicas.all[Math.floor(this.random() * this.replicas.all.length)]!;
      const key = { 'idempotency-key': `crowd-${job}` };
      const reply = await replica.jobs.post('/jobs', fleetJob(job, this.service.tag), key).catch(() => null);
      if (reply?.status === 202) {
        this.ids[job] = reply.body.jobId;
        return;
      }
      await delay(50);
    }
  }
}

it(
  `three job-controls drive ${IN_FLIGHT} jobs at a time to their ends while one after another is killed, and then the database (SEED=${SEED})`,
  async () => {
    const random = randomFrom(SEED);
    const replicas = await Replicas.start(3, { JOB_BIND_TIMEOUT_MS: '120000', JOB_STATE_TIMEOUT_MS: '120000' });
    const service = await replicas.platform.service();
    service.behave = unreliable(random);
    const crowd = new Crowd(replicas, service, random);
    try {
      const running = crowd.run();
      let kills = 0;
      for (const until = Date.now() + LASTS_MS; Date.now() < until; kills++) {
        await delay(KILL_EVERY_MS);
        const replica = replicas.all[Math.floor(random() * replicas.all.length)]!;
        await replica.down();
        replica.spawn();
      }
      await Promise.all(replicas.all.map((replica) => replica.untilResponding()));
      await replicas.postgres.crash();
      await delay(3_000);
      await replicas.postgres.startAgain();
      crowd.end();
      await running;

      expect(await audit({ jobs: replicas.all[0]!.jobs }, service, crowd.ids, 180_000)).toEqual([]);
      const writers = await Promise.all(crowd.ids.map((jobId) => replicas.writers(jobId)));
      // A replica that lost a job never writes to it again.
      expect(writers.filter((names) => new Set(names).size < names.length)).toEqual([]);
      const takenOver = writers.filter((names) => names.length > 1).length;
      expect(takenOver).toBeGreaterThan(kills);
      process.stdout.write(`${crowd.ids.length} jobs, ${kills} kills, ${takenOver} jobs taken over\n`);
    } finally {
      crowd.end();
      await replicas.stop();
    }
  },
  LASTS_MS + 400_000,
);
