import { isJsonObject } from '#contract/pure';
import { inTimeSlices } from '#platform';
import type { RecordedEvent } from '../../core/model/events';
import { JournalDamaged, type JournalEntry } from '../../ports/journal.port';

/** Version of the content of a journal record; increased if older code could not read it. */
const WHOLE = 1;
/** Values of earlier events are references. */
const REFERRING = 2;
/** Items of earlier tasks are, too. */
const SHARING = 3;

export interface JournalRecord {
  readonly format: number;
  readonly events: string;
}

/** A record for each entry. Each may hold a response of a service, which takes long to encode. */
export function encodeRecords(entries: readonly JournalEntry[]): Promise<JournalRecord[]> {
  return inTimeSlices(encoding(entries));
}

function* encoding(entries: readonly JournalEntry[]): Generator<void, JournalRecord[]> {
  const records: JournalRecord[] = [];
  for (const { events } of entries) {
    records.push(encodeRecord(events));
    yield;
  }
  return records;
}

/** Records that older code can read are written in its format: replicas of both versions may share a database. */
function encodeRecord(events: readonly RecordedEvent[]): JournalRecord {
  return { format: formatOf(events), events: JSON.stringify(events) };
}

function formatOf(events: readonly RecordedEvent[]): number {
  if (events.some((event) => event.type === 'task-expanded' && event.itemsOf !== undefined)) return SHARING;
  return events.some(isReferring) ? REFERRING : WHOLE;
}

function isReferring(event: RecordedEvent): boolean {
  if (event.type === 'unit-prepared') return event.body === undefined;
  return (
    event.type === 'state-write-intended' && event.writes.some((write) => !('value' in write && 'previous' in write))
  );
}

/**
 * The events of consecutive records, from number `after + 1` on.
 * @throws JournalDamaged when a record is torn, foreign or missing.
 */
export function decodeRecords(jobId: string, records: readonly JournalRecord[], after = 0): RecordedEvent[] {
  const events = records.flatMap((record) => decodeRecord(jobId, record));
  const gap = events.findIndex((event, index) => event.seq !== after + index + 1);
  if (gap >= 0) throw new JournalDamaged(`the journal of job ${jobId} has no event ${after + gap + 1}`);
  return events;
}

function decodeRecord(jobId: string, { format, events }: JournalRecord): RecordedEvent[] {
  if (format !== WHOLE && format !== REFERRING && format !== SHARING) {
    throw new JournalDamaged(
      `the journal of job ${jobId} has records of format ${format}; this version reads ${WHOLE} to ${SHARING}`,
    );
  }
  try {
    const decoded: unknown = JSON.parse(events);
    if (Array.isArray(decoded) && decoded.every(isJsonObject)) return decoded as unknown as RecordedEvent[];
  } catch {
    // Falls through: torn.
  }
  throw new JournalDamaged(`the journal of job ${jobId} has a record that is torn`);
}
