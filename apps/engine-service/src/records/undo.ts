import type { Kysely } from 'kysely';
import { changedSince } from '#composable';
import { deepEqual, type JsonObject } from '#contract';
import { recordFieldsOf, type ResourceRecord } from './record';
import type { RecordStore } from './record-store';
import type { RecordsSchema } from './records.migrations';

/** What undoing a change of one record needs. */
export type Undo =
  | { kind: 'remove'; id: string }
  | { kind: 'reinsert'; record: ResourceRecord }
  | { kind: 'restore'; id: string; values: JsonObject; absent: string[] };

/** @returns the change from `after` back to `before`; undefined if there was no record before and after */
export function undoOf(before: ResourceRecord | undefined, after: ResourceRecord | undefined): Undo | undefined {
  if (!before) return after && { kind: 'remove', id: after.id };
  if (!after) return { kind: 'reinsert', record: before };
  const changed = Object.keys({ ...before, ...after }).filter((name) => !deepEqual(before[name], after[name]));
  const [known, absent] = [true, false].map((had) => changed.filter((name) => Object.hasOwn(before, name) === had));
  const values = Object.fromEntries(known!.map((name) => [name, before[name]]));
  return { kind: 'restore', id: before.id, values, absent: absent! };
}

/**
 * The ledger guarantees that no other request has changed the record since. Requests recorded by older versions are
 * compared with the current record, as far as their undo allows.
 * @throws PlatformError `changed-since`
 */
export async function applyUndo(store: RecordStore, trx: Kysely<RecordsSchema>, undo: Undo): Promise<void> {
  switch (undo.kind) {
    case 'remove':
      return remove(store, trx, undo.id);
    case 'reinsert':
      return reinsert(store, trx, undo.record);
    case 'restore':
      return restore(store, trx, undo);
  }
}

async function remove(store: RecordStore, trx: Kysely<RecordsSchema>, id: string): Promise<void> {
  if (!(await store.take(trx, id))) throw changedSince(id);
  await store.remove(trx, id);
}

async function reinsert(store: RecordStore, trx: Kysely<RecordsSchema>, record: ResourceRecord): Promise<void> {
  const inItsPlace = await store.take(trx, record.id);
  if (inItsPlace && !deepEqual(inItsPlace, record)) throw changedSince(record.id);
  if (!inItsPlace) await store.put(trx, record);
}

async function restore(
  store: RecordStore,
  trx: Kysely<RecordsSchema>,
  { id, values, absent }: Extract<Undo, { kind: 'restore' }>,
): Promise<void> {
  const now = await store.take(trx, id);
  if (!now) throw changedSince(id);
  const kept = Object.entries(recordFieldsOf(now)).filter(([name]) => !absent.includes(name));
  await store.put(trx, { ...Object.fromEntries(kept), ...values, id });
}
