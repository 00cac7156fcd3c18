import type { RecordedEvent } from '../core/model/events';
import type { JournalPage } from '../ports/journal.port';
import { toEventPage } from './event-page';

const MIB = 1024 * 1024;
const warned = (seq: number, message: string): RecordedEvent => ({ type: 'warned', seq, at: 1, message });

async function* journalOf(events: RecordedEvent[]): AsyncGenerator<JournalPage> {
  for (const [index, event] of events.entries()) {
    yield await Promise.resolve({ events: [event], bytes: MIB, more: index < events.length - 1 });
  }
}

describe('a page of events', () => {
  const pageOf = (events: RecordedEvent[], limit = 100) =>
    toEventPage(
      journalOf(events),
      limit,
      (event) => event,
      (seq) => `http://jobs/${seq}`,
    );

  it('has less than a MiB, and says where the next begins', async () => {
    const { events, next } = await pageOf([1, 2, 3].map((seq) => warned(seq, 'x'.repeat(400_000))));
    expect(events).toHaveLength(2);
    expect(next).toBe(2);
  });

  it('names the address of an event that is larger than a page', async () => {
    const { events, next } = await pageOf([warned(1, 'a'), warned(2, 'x'.repeat(MIB)), warned(3, 'c')]);
    expect(events).toEqual([warned(1, 'a'), { type: 'warned', seq: 2, at: 1, href: 'http://jobs/2' }, warned(3, 'c')]);
    expect(next).toBeNull();
  });

  it('ends with the history, or with its limit where there is more', async () => {
    const history = [1, 2].map((seq) => warned(seq, 'a'));
    expect((await pageOf(history, 2)).next).toBeNull();
    expect((await pageOf(history, 1)).next).toBe(1);
    expect(await pageOf([])).toEqual({ events: [], next: null });
  });

  it('reads only so much of the journal, also where little of it is shown', async () => {
    const { events, next } = await pageOf(Array.from({ length: 50 }, (_, index) => warned(index + 1, 'a')));
    expect(next).toBe(events.length);
    expect(events.length).toBeLessThan(10);
  });
});
