import { EventStreamParser } from './event-stream-parser';
import { type HistoryEvent } from './history-event';

export type StreamState = 'connecting' | 'live' | 'waiting' | 'ended';

export interface Follow {
  /** Opens the stream after the event of this number. */
  readonly open: (lastEventId: number, signal: AbortSignal) => Promise<Response>;
  /** Receives events in portions, each event once and in order. */
  readonly deliver: (events: readonly HistoryEvent[]) => void;
  readonly tell: (state: StreamState) => void;
  /** Calls back when there is time to show something: once per animation frame. */
  readonly schedule: (show: () => void) => void;
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  /** The number of the last event that is known already. */
  readonly after?: number;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** The server sends a comment more often than that; a connection that is silent for longer is dead. */
const SILENCE_MS = 40_000;

/** What another attempt would not change. */
export class StreamRefused extends Error {}

/**
 * Follows a job's history until it ends or the signal says to stop. A stream that breaks off is resumed after the last event.
 * @throws StreamRefused when the server refuses the request
 */
export async function followEvents(follow: Follow): Promise<void> {
  const inbox = new Inbox(follow);
  let pauseMs = FIRST_PAUSE_MS;
  follow.tell('connecting');
  while (!follow.signal.aborted) {
    const before = inbox.last;
    const outcome = await readOnce(follow, inbox);
    if (follow.signal.aborted) return;
    if (outcome === 'ended') return follow.tell('ended');
    if (inbox.last > before) pauseMs = FIRST_PAUSE_MS;
    follow.tell('waiting');
    await follow.pause(pauseMs, follow.signal);
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
  }
}

async function readOnce({ open, tell, signal }: Follow, inbox: Inbox): Promise<'ended' | 'broken'> {
  const silence = new SilenceTimer(signal);
  try {
    const response = await open(inbox.last, silence.signal);
    if (response.status === 204) return 'ended';
    if (isFinal(response.status)) throw new StreamRefused(`The history is refused: ${response.status}`);
    if (!response.ok || !response.body) return 'broken';
    tell('live');
    return await readEvents(response.body, inbox, silence);
  } catch (error) {
    if (error instanceof StreamRefused) throw error;
    return 'broken';
  } finally {
    silence.stop();
  }
}

async function readEvents(body: ReadableStream<Uint8Array>, inbox: Inbox, silence: SilenceTimer) {
  const parser = new EventStreamParser();
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return 'broken';
    silence.restart();
    for (const { event, data } of parser.push(decoder.decode(value, { stream: true }))) {
      if (event === 'end') {
        inbox.flush();
        return 'ended';
      }
      inbox.add(JSON.parse(data) as HistoryEvent);
    }
  }
}

const isFinal = (status: number): boolean => status >= 400 && status < 500 && status !== 408 && status !== 429;

/** Collects events until there is time to show them. */
class Inbox {
  last: number;
  private pending: HistoryEvent[] = [];

  constructor(private readonly follow: Pick<Follow, 'deliver' | 'schedule' | 'after'>) {
    this.last = follow.after ?? 0;
  }

  add(event: HistoryEvent): void {
    if (event.seq <= this.last) return;
    this.last = event.seq;
    this.pending.push(event);
    if (this.pending.length === 1) this.follow.schedule(() => this.flush());
  }

  flush(): void {
    if (this.pending.length > 0) this.follow.deliver(this.pending.splice(0));
  }
}

/** Its signal is aborted when nothing has come for too long, or with the signal that it is given. */
class SilenceTimer {
  private readonly controller = new AbortController();
  private timer?: ReturnType<typeof setTimeout>;
  private readonly abort = (): void => this.controller.abort();

  constructor(private readonly outer: AbortSignal) {
    outer.addEventListener('abort', this.abort);
    this.restart();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  restart(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.abort, SILENCE_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.outer.removeEventListener('abort', this.abort);
  }
}
