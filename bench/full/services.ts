import { reference } from '../scenarios/reference';
import { registerMany } from './register-many';
import { perThousand } from './per-thousand';
import type { Finding, Section } from './section';

const SIZES = [10, 1_000, 10_000];
const WINDOW = { inFlight: 64, warmUpMs: 6_000, measureMs: 5_000 };

/** Item 4: what a task costs with ever more services registered that it does not use. */
export const services: Section = {
  id: 'services',
  title: 'The reference job with ever more services registered, 64 in flight',
  run: async (stage) => {
    const target = await stage.target;
    const platform = await stage.platform();
    const { run } = reference({ id: 'sqlite', title: 'SQLite', platform }, target, 'stateless', WINDOW.inFlight);
    const findings: Finding[] = [];
    let registered = 0;
    for (const size of SIZES) {
      await registerMany(platform.url('discovery'), target.url, registered, size);
      registered = size;
      findings.push(...perThousand(`${size} services`, await run(WINDOW), ['job-control', 'discovery']));
    }
    return findings;
  },
};
