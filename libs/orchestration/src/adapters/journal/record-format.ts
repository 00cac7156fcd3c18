import { isJsonObject } from '#contract/pure';
import type { RecordedEvent } from '../../core/events';
import { JournalDamaged } from '../../ports/journal.port';

/** Version of what a journal record holds. Goes up when older code could not read it. */
export const RECORD_FORMAT = 1;

export interface JournalRecord {
  readonly format: number;
  readonly events: string;
}

/**
 * The events after number `after`, of which these are all records.
 * @throws JournalDamaged when a record is torn, foreign or missing.
 */
export function decodeRecords(jobId: string, records: readonly JournalRecord[], after = 0): RecordedEvent[] {
  const events = records.flatMap((record) => decodeRecord(jobId, record));
  const gap = events.findIndex((event, index) => event.seq !== after + index + 1);
  if (gap >= 0) throw new JournalDamaged(`the journal of job ${jobId} has no event ${after + gap + 1}`);
  return events;
}

function decodeRecord(jobId: string, { format, events }: JournalRecord): RecordedEvent[] {
  if (format !== RECORD_FORMAT) {
    throw new JournalDamaged(
      `the journal of job ${jobId} has records of format ${format}; this version reads ${RECORD_FORMAT}`,
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
