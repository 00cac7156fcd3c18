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
async function closedLoop(options: LoopOptions, work: () => Promise<void>): Promise<LoopResult> {
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

/**
 * What a role is: it does what its parent asks for, one thing after another, tells it what came of each, and ends with it.
 * `prepare` makes the work, and what is to be done after it.
 */
export function serveLoops<Options>(
  prepare: (options: Options) => { work: () => Promise<void>; done: () => Promise<void> | void },
): void {
  process.on('message', (options: LoopOptions & Options) => void serve(options, prepare(options)));
}

async function serve(
  options: LoopOptions,
  { work, done }: ReturnType<Parameters<typeof serveLoops>[0]>,
): Promise<void> {
  const result = await closedLoop(options, work);
  await done();
  process.send?.({ at: 'end', result } satisfies LoopMessage);
}
