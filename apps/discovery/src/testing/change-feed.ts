import type { ChangeEvent } from '../http/change-events';

/** Reads the change feed like any client. */
export class ChangeFeed {
  private constructor(
    private readonly frames: AsyncGenerator<string, undefined>,
    private readonly connection: AbortController,
  ) {}

  static async open(url: string, lastEventId?: number): Promise<ChangeFeed> {
    const connection = new AbortController();
    const headers = {
      accept: 'text/event-stream',
      ...(lastEventId !== undefined && { 'last-event-id': `${lastEventId}` }),
    };
    const response = await fetch(url, { headers, signal: connection.signal });
    return new ChangeFeed(framesOf(response.body!), connection);
  }

  /** The next raw frame: an event, or a heartbeat comment. */
  async nextFrame(): Promise<string> {
    const { value } = await this.frames.next();
    if (value === undefined) throw new Error('the feed has ended');
    return value;
  }

  async next(): Promise<ChangeEvent> {
    const frame = await this.nextFrame();
    const fields = Object.fromEntries(frame.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]));
    if (fields.data === undefined) return this.next();
    return { id: Number(fields.id), event: fields.event, data: JSON.parse(fields.data) as unknown } as ChangeEvent;
  }

  /** The first event for which the callback returns something; the connection is then closed. */
  async until<T>(find: (event: ChangeEvent) => T | undefined): Promise<T> {
    for (;;) {
      const found = find(await this.next());
      if (found === undefined) continue;
      this.close();
      return found;
    }
  }

  close(): void {
    this.connection.abort();
  }
}

async function* framesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, undefined> {
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const frames = (text + chunk).split('\n\n');
    text = frames.pop() ?? '';
    yield* frames;
  }
}
