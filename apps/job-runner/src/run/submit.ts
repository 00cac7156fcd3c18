import type { JobControlClient } from '#clients';
import type { JobAccepted, JobDocument } from '#contract';
import { randomUUID } from 'node:crypto';
import { wasRefused } from '../failure/client-errors';
import { Interrupted } from '../failure/interrupted';

const RETRY_FOR_MS = 15_000;

/** Submits once, however often it is sent: with the same key job-control returns the same job. */
export async function submit(jobs: JobControlClient, document: JobDocument, signal: AbortSignal): Promise<JobAccepted> {
  const idempotencyKey = randomUUID();
  return submitOnce(signal, () => jobs.submit(document, { idempotencyKey, signal }));
}

/** Retries what had no response, until the user interrupts it. What is sent has to have a key of its own. */
export async function submitOnce<T>(signal: AbortSignal, send: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { retryTransient } = await import('#clients');
  try {
    return await retryTransient(() => send(signal), {
      retryForMs: RETRY_FOR_MS,
      signal,
      onRetry: (error) => {
        if (wasRefused(error)) throw error;
      },
    });
  } catch (error) {
    throw signal.aborted ? new Interrupted() : error;
  }
}
