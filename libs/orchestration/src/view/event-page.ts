import { jsonSize } from '#contract/pure';
import type { RecordedEvent } from '../core/model/events';
import type { JournalPage } from '../ports/journal.port';
import { Budget } from './budget';

/** Less than a MiB, to leave room for the envelope. */
const PAGE_BYTES = 1_000_000;
/** Read from the journal for one page: bodies are read even if they are not shown. */
const READ_BYTES = 4 * 1024 * 1024;

/** The event with its details, or with its address. */
interface Shown {
  readonly seq: number;
  readonly at: number | string;
  readonly type: string;
  readonly href?: string;
}

export interface EventPage {
  readonly events: Shown[];
  /** The event after which the next page begins; null when this is the last. */
  readonly next: number | null;
}

/**
 * The first events of a history, at most `limit`, as `show` renders them; an event larger than a page is replaced by its
 * address `hrefOf`. The cost of a page depends neither on the history nor on the position in it.
 */
export async function toEventPage(
  history: AsyncIterable<JournalPage>,
  limit: number,
  show: (event: RecordedEvent) => Shown,
  hrefOf: (seq: number) => string,
): Promise<EventPage> {
  const budget = new Budget(PAGE_BYTES);
  const events: Shown[] = [];
  const until = (): EventPage => ({ events, next: events.at(-1)?.seq ?? null });
  let read = 0;
  for await (const page of history) {
    for (const event of page.events) {
      if (events.length >= limit) return until();
      const shown = orReference(show(event), hrefOf);
      if (!budget.take(shown)) return until();
      events.push(shown);
    }
    read += page.bytes;
    if (page.more && (events.length >= limit || read >= READ_BYTES)) return until();
  }
  return { events, next: null };
}

function orReference(shown: Shown, hrefOf: (seq: number) => string): Shown {
  if (jsonSize(shown, PAGE_BYTES) < PAGE_BYTES) return shown;
  const { seq, at, type } = shown;
  return { seq, at, type, href: hrefOf(seq) };
}
