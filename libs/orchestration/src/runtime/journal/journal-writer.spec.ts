import { setImmediate } from 'node:timers/promises';
import { SystemClock } from '../../adapters/clock/system-clock';
import type { Appended, Journal, JournalEntry } from '../../ports/journal.port';
import { type JournalSource, JournalWriter } from './journal-writer';

const entry = (jobId: string): JournalEntry => ({ jobId, expectedVersion: 0, events: [], row: null, submission: null });

class Source implements JournalSource {
  readonly heard: (Appended | 'failed')[] = [];
  constructor(
    private readonly id: string,
    private readonly insists = true,
  ) {}
  takeEntry(): JournalEntry | null {
    return entry(this.id);
  }
  appended(result: Appended): void {
    this.heard.push(result);
  }
  appendFailed(): boolean {
    this.heard.push('failed');
    return this.insists;
  }
}

function journalThat(append: (ids: string[]) => Promise<Appended[]>): { journal: Journal; batches: string[][] } {
  const batches: string[][] = [];
  const journal: Pick<Journal, 'append'> = {
    append: (entries) => {
      const ids = entries.map(({ jobId }) => jobId);
      batches.push(ids);
      return append(ids);
    },
  };
  return { journal: journal as Journal, batches };
}

it('writes together what became ready together, and what comes meanwhile in the next turn', async () => {
  const late = new Source('late');
  const { journal, batches } = journalThat((ids) => {
    if (ids.includes('a')) writer.request(late);
    return Promise.resolve(ids.map(() => 'ok'));
  });
  const writer = new JournalWriter(journal, new SystemClock());
  const [a, b] = [new Source('a'), new Source('b')];
  writer.request(a);
  writer.request(b);
  writer.request(a);
  await writer.idle();
  expect(batches).toEqual([['a', 'b'], ['late']]);
  expect([a.heard, b.heard, late.heard]).toEqual([['ok'], ['ok'], ['ok']]);
});

it('tells each source what became of its own entry', async () => {
  const { journal } = journalThat(() => Promise.resolve(['ok', 'conflict']));
  const writer = new JournalWriter(journal, new SystemClock());
  const [a, b] = [new Source('a'), new Source('b')];
  writer.request(a);
  writer.request(b);
  await writer.idle();
  expect([a.heard, b.heard]).toEqual([['ok'], ['conflict']]);
});

it('tries again for those that want it when nothing could be written, and lets the others go', async () => {
  let broken = true;
  const { journal, batches } = journalThat((ids) => {
    if (!broken) return Promise.resolve(ids.map(() => 'ok'));
    broken = false;
    return Promise.reject(new Error('disk full'));
  });
  const writer = new JournalWriter(journal, new SystemClock());
  const [known, fresh] = [new Source('known'), new Source('fresh', false)];
  writer.request(known);
  writer.request(fresh);
  await writer.idle();
  expect(batches).toEqual([['known', 'fresh'], ['known']]);
  expect([known.heard, fresh.heard]).toEqual([['failed', 'ok'], ['failed']]);
});

it.each([0, 1, 2, 3, 4, 5, 6])('writes a source that comes %d microtasks after the last write', async (microtasks) => {
  const { journal, batches } = journalThat((ids) => Promise.resolve(ids.map(() => 'ok')));
  const writer = new JournalWriter(journal, new SystemClock());
  await new Promise<void>((appended) => {
    const first = new Source('first');
    first.appended = () => appended();
    writer.request(first);
  });
  for (let turn = 0; turn < microtasks; turn++) await Promise.resolve();
  writer.request(new Source('second'));
  await setImmediate();
  await setImmediate();
  expect(batches).toEqual([['first'], ['second']]);
});
