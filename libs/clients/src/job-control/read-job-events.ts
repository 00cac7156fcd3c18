import type { JobEvent } from '#contract';
import type { Readable } from 'node:stream';
import { readEventStream } from '../http/event-stream';
import { jobEvent } from '../shapes/job-shapes';
import { mismatch } from '../shapes/shape';

/** No event of the job: the server says that the stream is complete. */
const END = 'end';

/** Reads a job's events from an open stream. If it breaks, throws the error that `lost` returns. */
export async function* readJobEvents(body: Readable, lost: (error: Error) => Error): AsyncGenerator<JobEvent> {
  try {
    for await (const { event, data } of readEventStream(body)) {
      if (event === END) return;
      const told: unknown = JSON.parse(data);
      if (mismatch(told, jobEvent) === undefined) yield told as JobEvent;
    }
  } catch (error) {
    throw lost(error as Error);
  } finally {
    body.destroy();
  }
}
