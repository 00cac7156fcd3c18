import type { JobEvent } from '#contract';
import type { Readable } from 'node:stream';
import { readEventStream } from '../http/event-stream';

/** No event of the job: the server says that the stream is complete. */
const END = 'end';

/** Reads a job's events off an open stream; a stream that breaks becomes what `lost` makes of it. */
export async function* readJobEvents(body: Readable, lost: (error: Error) => Error): AsyncGenerator<JobEvent> {
  try {
    for await (const { event, data } of readEventStream(body)) {
      if (event === END) return;
      yield JSON.parse(data) as JobEvent;
    }
  } catch (error) {
    throw lost(error as Error);
  } finally {
    body.destroy();
  }
}
