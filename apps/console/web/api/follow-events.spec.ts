import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { EventStreamParser } from './event-stream-parser';
import { followEvents, StreamRefused, type StreamState } from './follow-events';

const eventText = (seq: number): string => `id: ${seq}\nevent: step-started\ndata: {"seq":${seq}}\n\n`;
const END = 'event: end\ndata: {"type":"end"}\n\n';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function follow(handle: RequestListener, maxPauses = 10) {
  server = createServer(handle);
  await new Promise<void>((listening) => server!.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const stop = new AbortController();
  const seen = { portions: [] as number[][], states: [] as StreamState[], pauses: [] as number[] };
  await followEvents({
    open: (last, signal) =>
      fetch(`http://127.0.0.1:${port}/`, { headers: last ? { 'last-event-id': `${last}` } : {}, signal }),
    deliver: (events) => seen.portions.push(events.map(({ seq }) => seq)),
    tell: (state) => seen.states.push(state),
    schedule: (show) => setImmediate(show),
    pause: (milliseconds) => {
      seen.pauses.push(milliseconds);
      if (seen.pauses.length >= maxPauses) stop.abort();
      return Promise.resolve();
    },
    signal: stop.signal,
  });
  return { ...seen, events: seen.portions.flat() };
}

describe('the event stream of a job', () => {
  it('resumes after the last event when it breaks off, and delivers each event once', async () => {
    const asked: unknown[] = [];
    const { events, states } = await follow((request, response) => {
      asked.push(request.headers['last-event-id']);
      const from = Number(request.headers['last-event-id'] ?? 0);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(eventText(Math.max(1, from)) + eventText(from + 1) + eventText(from + 2));
      if (asked.length < 3) response.end();
      else response.end(END);
    });
    expect(asked).toEqual([undefined, '2', '4']);
    expect(events).toEqual([1, 2, 3, 4, 5, 6]);
    expect(states.at(-1)).toBe('ended');
  });

  it('waits longer each time while the server is away, and gives up never', async () => {
    const { pauses, states } = await follow((_, response) => response.writeHead(502).end(), 7);
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    expect(states.at(-1)).toBe('waiting');
  });

  it('asks no further where the request is refused', async () => {
    await expect(follow((_, response) => response.writeHead(404).end())).rejects.toThrow(StreamRefused);
  });

  it('has ended where the server says that nothing follows', async () => {
    expect((await follow((_, response) => response.writeHead(204).end())).states).toEqual(['connecting', 'ended']);
  });

  it('delivers ten thousand events in few portions', async () => {
    const text = Array.from({ length: 10_000 }, (_, index) => eventText(index + 1)).join('');
    const { events, portions } = await follow((_, response) => response.end(text + END));
    expect(events).toHaveLength(10_000);
    expect(portions.length).toBeLessThan(100);
  });
});

describe('the parser of event streams', () => {
  it('gives the same events in whatever portions the text comes', () => {
    const text = `: comment\n${eventText(1)}event: x\r\ndata: a\r\ndata: b\r\n\r\n${eventText(2)}retry: 3\n\n${END}`;
    const whole = new EventStreamParser().push(text);
    expect(whole.map(({ event, data }) => [event, data])).toEqual([
      ['step-started', '{"seq":1}'],
      ['x', 'a\nb'],
      ['step-started', '{"seq":2}'],
      ['end', '{"type":"end"}'],
    ]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 })), (sizes) => {
        const parser = new EventStreamParser();
        let done = 0;
        const events = sizes.flatMap((size) => parser.push(text.slice(done, (done += size))));
        expect([...events, ...parser.push(text.slice(done))]).toEqual(whole);
      }),
    );
  });
});
