import type { JobEvent } from '#contract';
import type { Readable } from 'node:stream';
import { readEventStream } from '../http/event-stream';

/** Reads a job's events off an open stream; a stream that breaks becomes what `lost` makes of it. */
export async function* readJobEvents(body: Readable, lost: (error: Error) => Error): AsyncGenerator<JobEvent> {
  try {
    for await (const message of readEventStream(body)) yield JSON.parse(message.data) as JobEvent;
  } catch (error) {
    throw lost(error as Error);
  } finally {
    body.destroy();
  }
}
