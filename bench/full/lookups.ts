import { measure } from '../harness/measure';
import { usageOf } from '../harness/usage';
import { atMost } from '../report/targets';
import { registerMany } from './register-many';
import type { Finding, Section } from './section';

const SIZES = [10, 1_000, 10_000];
const ASKED = 200;
const MIB = 1024 ** 2;
const WINDOW = { warmUpMs: 1_000, measureMs: 3_000 };

/** Items 4 and 6: finding services by tag, and what they take in memory, with ever more of them registered. */
export const lookups: Section = {
  id: 'lookups',
  title: 'Lookups in discovery',
  run: async (stage) => {
    const platform = await stage.platform();
    const discovery = platform.url('discovery');
    const target = (await stage.target).url;
    const memoryOf = (app: 'discovery' | 'job-control') => usageOf(platform.pidOf(app)).rssBytes / MIB;
    const findings: Finding[] = [];
    let registered = 0;
    for (const size of SIZES) {
      await registerMany(discovery, target, registered, size);
      registered = size;
      const urls = Array.from({ length: ASKED }, (_, n) => `${discovery}/services?tag=tag-${(n * 37) % size}`);
      const get = { urls, method: 'GET', expect: 'registryID' };
      const alone = await measure('load', { inFlight: 1, ...WINDOW }, get, []);
      const busy = await measure('load', { inFlight: 64, ...WINDOW }, get, []);
      findings.push(
        { what: `${size} services, 1 in flight: p50`, value: alone.p50, unit: 'ms' },
        { what: `${size} services, 1 in flight: p99`, value: alone.p99, unit: 'ms' },
        { what: `${size} services, 64 in flight`, value: busy.done / busy.seconds, unit: 'lookups/s' },
        // By now job-control has long heard of all of them.
        { what: `${size} services: memory of discovery`, value: memoryOf('discovery'), unit: 'MiB' },
        { what: `${size} services: memory of job-control`, value: memoryOf('job-control'), unit: 'MiB' },
      );
    }
    return findings;
  },
  targets: (found) =>
    atMost(
      'Lookup with 10,000 services: p99',
      1,
      found('10000 services, 1 in flight: p99'),
      (ms) => `${ms.toFixed(2)} ms`,
    ),
};
