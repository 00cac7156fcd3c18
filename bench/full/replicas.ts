import { reference } from '../scenarios/reference';
import { TASKS } from '../jobs';
import type { Finding, Section } from './section';

const WINDOW = { inFlight: 64, warmUpMs: 6_000, measureMs: 5_000 };

/** Item 1: one, two and three job-controls on one PostgreSQL, and what the database takes of the processor. */
export const replicas: Section = {
  id: 'replicas',
  title: 'Replicas of job-control on PostgreSQL, 64 in flight',
  run: async (stage) => {
    const findings: Finding[] = [];
    const target = await stage.target;
    for (const count of [1, 2, 3]) {
      const database = await stage.postgres();
      const platform = await stage.platform({ databaseUrl: database.url, replicas: count });
      const place = { id: 'postgres', title: 'PostgreSQL', platform, database };
      const { done, seconds, use } = await reference(place, target, 'stateless', WINDOW.inFlight).run(WINDOW);
      const all = Object.values(use).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
      findings.push(
        { what: `${count}: calls`, value: (done * TASKS) / seconds, unit: 'per second' },
        {
          what: `${count}: the database’s share of all CPU`,
          value: ((use.database?.cpuSeconds ?? NaN) * 100) / all,
          unit: '%',
        },
      );
      await platform.stop();
      await database.stop();
    }
    return findings;
  },
};
