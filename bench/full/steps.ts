import { post } from '../harness/platform';
import { usageOf } from '../harness/usage';
import { MESSAGE, SERVICE } from '../jobs';
import type { Finding, Section } from './section';

const SIZES = [10, 100, 1_000];
/** So many steps in all, so that each size does the same work. */
const STEPS = 3_000;

/** Item 4: what a task costs job-control in jobs of ever more steps. */
export const steps: Section = {
  id: 'steps',
  title: 'Jobs of many steps: CPU of job-control',
  run: async (stage) => {
    const platform = await stage.platform();
    const pid = platform.pidOf('job-control');
    const url = `${platform.url('job-control')}/jobs?wait=true`;
    const run = async (size: number, total: number): Promise<number> => {
      const tasks = [{ serviceName: SERVICE, input: MESSAGE }];
      const document = { steps: Array.from({ length: size }, () => ({ tasks })) };
      const before = usageOf(pid).cpuSeconds;
      for (let done = 0; done < total; done += size) await post(url, document);
      return ((usageOf(pid).cpuSeconds - before) * 1000) / total;
    };
    await run(10, STEPS);
    const findings: Finding[] = [];
    for (const size of SIZES) {
      findings.push({
        what: `${size} steps, one job at a time`,
        value: await run(size, STEPS),
        unit: 'CPU ms per task',
      });
    }
    return findings;
  },
};
