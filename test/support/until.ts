import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 15;
/** How long a process may take to start on a machine that has much else to do. */
export const START_MS = 60_000;

interface Waiting {
  /** Milliseconds. */
  readonly within?: number;
  readonly what?: string;
  readonly seen?: () => Promise<string> | string;
}

/** The first value of `look` that is there. A deadline that passes tells what was seen last. */
export async function until<T>(
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  { within = 12_000, what = 'what was waited for', seen }: Waiting = {},
): Promise<T> {
  const deadline = Date.now() + within;
  for (;;) {
    const value = await look();
    if (value !== null && value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`${what} did not come within ${within} ms; ${(await seen?.()) ?? ''}`);
    await delay(PAUSE_MS);
  }
}
