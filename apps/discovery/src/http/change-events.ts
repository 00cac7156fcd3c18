import type { LoggedChange } from '../core/change-log';
import type { RegistryEntry } from '../core/entry';
import type { ServiceChange } from '../registry/live-registry';
import type { ServiceEntry } from '#contract';
import { toServiceEntry } from './service-entry';

/**
 * One event of the change feed, the same in the stream and in the array. A reader that applies all of them in order has
 * the registry's state, evicted entries included (`health: "evicted"`: not to be called, but it may come back).
 *
 * | event | data | meaning |
 * |----------|---------------------------------------------------------------------------------|---------------------------|
 * | `reset` | array of entries, all there are or the first of them | forget all you have |
 * | `upsert` | the entry, as `GET /services/{registryID}` gives it | new, or changed |
 * | `remove` | `{"registryID", "reason"}`, reason one of `unregistered`, `expired`, `gone` | no longer there |
 *
 * `id` is the revision after the event: integers that only grow, with gaps, across restarts and replicas. A `reset`
 * without all entries has no `id`, and the rest follow as `upsert`s, of which only the last has one: a reader that is
 * interrupted in between starts again.
 */
export type ChangeEvent = { readonly id?: number } & (
  | { readonly event: 'reset'; readonly data: ServiceEntry[] }
  | { readonly event: 'upsert'; readonly data: ServiceEntry }
  | { readonly event: 'remove'; readonly data: { readonly registryID: string; readonly reason: string } }
);

/** Approximate characters of entries in one event, so that no reader has to take more at a time. */
const PAGE = 256 * 1024;

export function* toChangeEvents({ revision: id, change }: LoggedChange<ServiceChange>): Generator<ChangeEvent> {
  switch (change.type) {
    case 'reset':
      yield* snapshot(id, change.entries);
      break;
    case 'upsert':
      yield { id, event: 'upsert', data: toServiceEntry(change.entry) };
      break;
    case 'remove':
      yield { id, event: 'remove', data: { registryID: change.registryId, reason: change.why } };
  }
}

function* snapshot(id: number, entries: readonly RegistryEntry[]): Generator<ChangeEvent> {
  const first: ServiceEntry[] = [];
  for (let size = 0; first.length < entries.length && size < PAGE;) {
    const entry = toServiceEntry(entries[first.length]!);
    size += JSON.stringify(entry).length;
    first.push(entry);
  }
  const isAll = first.length === entries.length;
  yield { ...(isAll && { id }), event: 'reset', data: first };
  for (let index = first.length; index < entries.length; index++) {
    const isLast = index === entries.length - 1;
    yield { ...(isLast && { id }), event: 'upsert', data: toServiceEntry(entries[index]!) };
  }
}
