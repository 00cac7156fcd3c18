import type { Measured } from '../harness/measure';
import { TASKS } from '../jobs';
import type { Finding } from './section';

/** What the reference job did, and what these processes needed for it. */
export function perThousand(what: string, { done, seconds, p50, use }: Measured, processes: readonly string[]) {
  const tasks = done * TASKS;
  return [
    { what: `${what}: tasks`, value: tasks / seconds, unit: 'per second' },
    { what: `${what}: p50`, value: p50, unit: 'ms' },
    ...processes.flatMap((name): Finding[] => [
      {
        what: `${what}: CPU of ${name} per 1,000 tasks`,
        value: ((use[name]?.cpuSeconds ?? NaN) * 1000) / tasks,
        unit: 's',
      },
      { what: `${what}: memory of ${name}`, value: use[name]?.rssMiB ?? NaN, unit: 'MiB' },
    ]),
  ] satisfies Finding[];
}
