import { setTimeout as delay } from 'node:timers/promises';
import { usageOf } from '../harness/usage';
import { referenceJob } from '../jobs';
import { atMost } from '../report/targets';
import type { Finding, Findings, Section } from './section';
import { submitMany } from './submit-many';

const STAGES = [1, 1_000, 10_000];
const ANSWER_MS = '2000';
const SETTLE_MS = 3_000;
const MIB = 1024 ** 2;

/** Item 4: memory of job-control with ever more jobs open, on services that take two seconds. */
export const openJobs: Section = {
  id: 'open-jobs',
  title: 'Jobs in flight on services that take two seconds',
  run: async (stage): Promise<Findings> => {
    const target = await stage.role('target', { DELAY_MS: ANSWER_MS });
    const platform = await stage.platform({}, target);
    const { pid } = platform.watched.find(({ name }) => name === 'job-control') ?? { pid: 0 };
    const findings: Finding[] = [];
    let open = 0;
    let rss = NaN;
    for (const count of STAGES) {
      await submitMany(platform.url('job-control'), referenceJob('stateless'), count - open);
      open = count;
      await delay(SETTLE_MS);
      rss = usageOf(pid).rssBytes / MIB;
      findings.push({ what: `job-control with ${count} submitted`, value: rss, unit: 'MiB' });
    }
    return { findings, targets: atMost('10,000 open jobs', 300, rss, (value) => `${value.toFixed(0)} MiB`) };
  },
};
