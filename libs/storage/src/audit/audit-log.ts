import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '../database';
import { DATABASE } from '../storage.module';
import type { AuditEntry, AuditFilter } from './audit-entry';
import type { AuditSchema, AuditTable } from './audit-schema';

const LONGEST = { by: 256, from: 64, subject: 512, reason: 4_000 } as const;

/** Who asked for what, when, why and from where: kept in the app's own database. */
@Injectable()
export class AuditLog {
  constructor(@Inject(DATABASE) private readonly database: Database<AuditSchema>) {}

  /** Resolves when the entry is on disk. */
  async add(entry: Omit<AuditEntry, 'id'>): Promise<void> {
    const row = newRow(entry);
    await this.database.commit((trx) => trx.insertInto('audit').values(row).execute());
  }

  /** Newest first. */
  async list(filter: AuditFilter): Promise<AuditEntry[]> {
    let query = this.database.db.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(filter.limit);
    const equal = {
      by_whom: filter.by,
      action: filter.action,
      kind: filter.kind,
      subject: filter.subject,
      outcome: filter.outcome,
    };
    for (const [column, value] of Object.entries(equal)) {
      if (value !== undefined) query = query.where(column as keyof typeof equal, '=', value);
    }
    // Ids begin with the time.
    if (filter.since !== undefined) query = query.where('id', '>=', firstIdAt(filter.since));
    if (filter.until !== undefined) query = query.where('id', '<', firstIdAt(filter.until + 1));
    if (filter.after !== undefined) query = query.where('id', '<', filter.after);
    return (await query.execute()).map(fromRow);
  }

  /** Deletes some of those from before a time; resolves with whether there may be more. */
  async deleteBefore(time: number, limit: number): Promise<boolean> {
    const { db } = this.database;
    const old = await db
      .selectFrom('audit')
      .select('id')
      .where('id', '<', firstIdAt(time))
      .orderBy('id')
      .limit(limit)
      .execute();
    if (old.length === 0) return false;
    const ids = old.map(({ id }) => id);
    await this.database.commit((trx) => trx.deleteFrom('audit').where('id', 'in', ids).execute());
    return old.length === limit;
  }
}

const NO_RANDOM = new Uint8Array(16);

function firstIdAt(time: number): string {
  return uuidv7({ msecs: Math.max(0, time), seq: 0, random: NO_RANDOM });
}

/** The row of a new entry. */
export function newRow(entry: Omit<AuditEntry, 'id'>): AuditTable {
  return toRow({ id: uuidv7({ msecs: entry.at }), ...entry });
}

function toRow(entry: AuditEntry): AuditTable {
  const { id, at, action, kind, outcome, status, code } = entry;
  return {
    ...{ id, at, action, kind, outcome, status, code },
    by_whom: cut(entry.by, LONGEST.by),
    from_where: cut(entry.from, LONGEST.from),
    subject: cut(entry.subject, LONGEST.subject),
    reason: cut(entry.reason, LONGEST.reason),
  };
}

function fromRow(row: AuditTable): AuditEntry {
  return {
    id: row.id,
    // PostgreSQL gives a bigint as text.
    at: Number(row.at),
    by: row.by_whom,
    from: row.from_where,
    action: row.action,
    kind: row.kind as AuditEntry['kind'],
    subject: row.subject,
    outcome: row.outcome as AuditEntry['outcome'],
    status: row.status,
    code: row.code,
    reason: row.reason,
  };
}

/** What a client sends is cut, and loses what no database takes: the entry is kept in any case. */
function cut(text: string | null, length: number): string | null {
  return text === null ? null : text.replaceAll('\u0000', '').slice(0, length);
}
