import { get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { until } from './until';

export interface StreamedEvent {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

/** A reader of text/event-stream as plain as can be. */
export class EventStream {
  readonly events: StreamedEvent[] = [];
  ended = false;
  private text = '';

  private constructor(private readonly response: IncomingMessage) {
    response.setEncoding('utf8').on('data', (chunk: string) => this.take(chunk));
    response.on('close', () => (this.ended = true));
    // A server that is killed breaks the stream; that ends it like anything else.
    response.on('error', () => (this.ended = true));
  }

  static async open(url: string, headers: Record<string, string> = {}): Promise<EventStream> {
    const request = get(url, { headers: { accept: 'text/event-stream', ...headers }, agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    request.on('error', () => undefined);
    return new EventStream(response);
  }

  get status(): number | undefined {
    return this.response.statusCode;
  }

  get type(): string {
    return this.response.headers['content-type'] ?? '';
  }

  async until(holds: (events: readonly StreamedEvent[]) => boolean): Promise<void> {
    await until(() => holds(this.events), { what: 'the event', seen: () => JSON.stringify(this.events) });
  }

  async end(): Promise<void> {
    await until(() => this.ended, { what: 'the end of the stream', seen: () => JSON.stringify(this.events) });
  }

  close(): void {
    this.response.destroy();
  }

  private take(chunk: string): void {
    const blocks = `${this.text}${chunk}`.split('\n\n');
    this.text = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1];
      const data = field('data');
      if (data !== undefined)
        this.events.push({ id: field('id') ?? '', event: field('event') ?? '', data: JSON.parse(data) });
    }
  }
}
