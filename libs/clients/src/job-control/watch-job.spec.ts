import { UnreachableError } from '../errors/unreachable-error';
import type { JobControlClient } from './job-control-client';
import { watchJob } from './watch-job';

// Jest's virtual time drives the timers of the event loop, but not these, which are made of the same.
jest.mock('node:timers/promises', () => ({
  setTimeout: (ms: number, value: unknown, { signal }: { signal?: AbortSignal } = {}) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve(value), ms);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      });
    }),
}));

describe('watching a job whose job-control is away', () => {
  const HOUR_MS = 3_600_000;
  const away = new UnreachableError('job-control', 'http://any', '--job-url', 'connection refused', true);

  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it.each([1, 60, 24 * 60])('resumes within two seconds of its return after %d minutes', async (minutes) => {
    const back = performance.now() + (minutes * HOUR_MS) / 60;
    const looks = ['running', 'completed'];
    const lookedAt: number[] = [];
    const jobs = {
      get: () => {
        if (performance.now() < back) return Promise.reject(away);
        lookedAt.push(performance.now() - back);
        return Promise.resolve({ status: looks.shift(), version: lookedAt.length });
      },
      stream: () => Promise.reject(away),
      events: () => Promise.resolve({ items: [], more: false }),
    } as unknown as JobControlClient;
    const seen: string[] = [];
    const watching = (async () => {
      for await (const { status } of watchJob(jobs, 'j', { pollMs: 500 })) seen.push(status);
    })();
    await jest.advanceTimersByTimeAsync((minutes * HOUR_MS) / 60 + 2_000);
    await watching;
    expect(seen).toEqual(['running', 'completed']);
    expect(lookedAt[0]).toBeLessThanOrEqual(1_000);
  });
});
