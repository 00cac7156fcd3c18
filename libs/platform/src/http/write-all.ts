import type { ServerResponse } from 'node:http';

/** A reader that reads nothing for this long is disconnected. */
const STALLED_MS = 30_000;

/** Writes, and resolves as `drained`. */
export async function writeAll(response: ServerResponse, text: string): Promise<boolean> {
  if (response.closed || response.writableEnded) return false;
  response.write(text);
  return whenDrained(response);
}

/** Resolves true when the reader's buffer has room again; false when the reader has gone. */
export async function whenDrained(response: ServerResponse): Promise<boolean> {
  if (response.closed || response.writableEnded) return false;
  if (!response.writableNeedDrain) return true;
  return new Promise((resolve) => {
    const stalled = setTimeout(() => response.destroy(), STALLED_MS);
    const settle = (): void => {
      clearTimeout(stalled);
      response.off('drain', settle).off('close', settle);
      resolve(!response.closed && !response.writableEnded);
    };
    response.once('drain', settle).once('close', settle);
  });
}
