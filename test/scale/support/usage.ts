import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../../support/http';

const MIB = 1024 ** 2;
const LOOK_MS = 500;

/** What a process says of itself. */
export interface Usage {
  readonly rssMiB: number;
  readonly cpuSeconds: number;
  readonly openJobs: number;
}

export async function usageOf(url: string): Promise<Usage> {
  const { body } = await ask<string>(`${url}/metrics`);
  const value = (name: string): number => {
    const [, found] = new RegExp(`^${name} (\\S+)$`, 'm').exec(body) ?? [];
    if (found === undefined) throw new Error(`${url} does not tell ${name}`);
    return Number(found);
  };
  return {
    rssMiB: value('process_resident_memory_bytes') / MIB,
    cpuSeconds: value('process_cpu_seconds_total'),
    openJobs: value('jobs_driven'),
  };
}

/** Does some work, and returns the most memory that the process had meanwhile. */
export async function mostMemoryDuring(url: string, work: () => Promise<unknown>): Promise<number> {
  let working = true;
  let most = 0;
  const watch = async (): Promise<void> => {
    while (working) {
      most = Math.max(most, (await usageOf(url)).rssMiB);
      await delay(LOOK_MS);
    }
  };
  const watching = watch();
  await work().finally(() => (working = false));
  await watching;
  return Math.max(most, (await usageOf(url)).rssMiB);
}
