import { once } from 'node:events';
import { percentile } from './stats';

export interface LoopOptions {
  /** So many at any time; each that ends is followed by another at once. */
  readonly inFlight: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

export interface LoopResult {
  readonly done: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** What a role tells the process that forked it. */
export type LoopMessage = { readonly at: 'begin' } | { readonly at: 'end'; readonly result: LoopResult };

/** Does the same thing again and again, and measures what lies within the window. Latencies in milliseconds. */
export async function closedLoop(options: LoopOptions, work: () => Promise<void>): Promise<LoopResult> {
  const { inFlight, warmUpMs, measureMs } = options;
  const begin = performance.now() + warmUpMs;
  const end = begin + measureMs;
  const latencies: number[] = [];
  const worker = async (): Promise<void> => {
    for (;;) {
      const started = performance.now();
      if (started >= end) return;
      await work();
      const ended = performance.now();
      if (ended >= begin && ended < end) latencies.push(ended - started);
    }
  };
  setTimeout(() => process.send?.({ at: 'begin' } satisfies LoopMessage), warmUpMs);
  await Promise.all(Array.from({ length: inFlight }, worker));
  latencies.sort((a, b) => a - b);
  return {
    done: latencies.length,
    seconds: measureMs / 1000,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    p99: percentile(latencies, 0.99),
  };
}

/** What the parent of a role wants of it. */
export async function wanted<Options>(): Promise<LoopOptions & Options> {
  const [options] = (await once(process, 'message')) as [LoopOptions & Options];
  return options;
}

/** Runs the loop of a role and tells the parent. The parent ends it. */
export async function runLoop(options: LoopOptions, work: () => Promise<void>): Promise<void> {
  const result = await closedLoop(options, work);
  process.send?.({ at: 'end', result } satisfies LoopMessage, () => process.exit(0));
}
