import { measure } from '../harness/measure';
import { referenceJob } from '../jobs';
import { perThousand } from './per-thousand';
import type { Finding, Section } from './section';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const WINDOW = { inFlight: 8, warmUpMs: 1_000, measureMs: 5_000 };

/** Item 4: what a task costs that reads from, and stores into, a state document of ever more bytes. */
export const documents: Section = {
  id: 'documents',
  title: 'The reference job with ever larger state documents, 8 in flight',
  run: async (stage) => {
    const target = await stage.target;
    const platform = await stage.platform();
    const urls = [`${platform.url('job-control')}/jobs?wait=true`];
    const findings: Finding[] = [];
    for (const size of SIZES) {
      const job = referenceJob('state') as { initialState: object };
      const body = JSON.stringify({ ...job, initialState: { ...job.initialState, filler: 'x'.repeat(size) } });
      const load = { urls, body, expect: '"status":"completed","createdAt"' };
      const measured = await measure('load', WINDOW, load, [...platform.watched, target]);
      findings.push(...perThousand(`${size / 1000} kB`, measured, ['job-control', 'shared-state']));
    }
    return findings;
  },
};
