import { hasEnded } from './job-control';
import type { Behaviour, ModelService } from './model-service';
import type { Platform } from './platform';
import { until } from './until';

/** Random numbers that come again with the same seed: 0 up to, and without, 1 (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const STEPS = 3;
/** Jobs that the audit asks for at the same time. */
const AT_ONCE = 50;
const TASKS = 2;

/** The effects a job of the fleet has when it is completed. */
function keysOf(job: number): string[] {
  return Array.from({ length: STEPS * TASKS }, (_, n) => `${job}/${Math.floor(n / TASKS)}/${n % TASKS}`);
}

/** A job of three steps of two tasks; every third one fails in its last step. */
export function fleetJob(job: number, tag: string): object {
  const keys = keysOf(job);
  const steps = Array.from({ length: STEPS }, (_, step) => ({
    tasks: keys.slice(step * TASKS, (step + 1) * TASKS).map((key) => ({
      tag,
      input: { key, fails: job % 3 === 0 && key.endsWith('2/1') },
      ...(job % 2 === 0 && { storeResultAt: `/${key.replaceAll('/', '-')}` }),
    })),
  }));
  return { name: `fleet-${job}`, retry: { maxAttempts: 5 }, undoRetry: { maxAttempts: 8 }, timeoutMs: 1_500, steps };
}

/** Slow, lost and broken responses, now and then. */
export function unreliable(random: () => number): ModelService['behave'] {
  const faults: Behaviour[] = [
    { reset: true, effect: true },
    { reset: true, effect: false },
    { status: 500, effect: true },
    { status: 503, effect: false },
    { body: { a: 1 }, truncate: true },
  ];
  return ({ verb, body }) => {
    if (verb === 'execute' && body.fails === true) return { status: 400 };
    const delayMs = Math.floor(random() * 30);
    return random() < 0.1 ? { delayMs, ...faults[Math.floor(random() * faults.length)] } : { delayMs };
  };
}

/** What each job came to, checked against what the service did. */
export async function audit(
  platform: Pick<Platform, 'jobs'>,
  service: ModelService,
  ids: string[],
  within: number,
): Promise<string[]> {
  const faults: string[] = [];
  let open = [...ids];
  const settle = async () => {
    const left: string[] = [];
    for (let from = 0; from < open.length; from += AT_ONCE)
      left.push(...(await stillOpen(open.slice(from, from + AT_ONCE))));
    open = left;
    return open.length === 0;
  };
  // A request without a response, because a process was just killed, is retried.
  const stillOpen = async (some: string[]) => {
    const jobs = await Promise.all(some.map((id) => platform.jobs.get(id).catch(() => null)));
    return some.filter((_, index) => !jobs[index] || !hasEnded(jobs[index]));
  };
  await until(settle, {
    within,
    what: 'the end of every job',
    seen: async () => JSON.stringify(await platform.jobs.get(open[0] ?? '')),
  });
  for (const [index, id] of ids.entries()) {
    const { status, openEffects } = await platform.jobs.get(id);
    const wanted = status === 'completed' ? 1 : 0;
    const nets = keysOf(index).map((key) => service.ledger.net(key));
    const sound =
      ['completed', 'failed'].includes(status) && openEffects.length === 0 && nets.every((n) => n === wanted);
    if (!sound) faults.push(`job ${index} (${id}) is ${status}, its effects are there ${nets.join(' ')} times`);
  }
  for (const key of service.ledger.doubled) faults.push(`${key} was done twice`);
  return faults;
}
