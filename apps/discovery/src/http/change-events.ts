import type { Logged } from '../core/change-log';
import type { Change } from '../registry/live-registry';
import type { ServiceEntry } from '#contract';
import { toServiceEntry } from './service-entry';

/**
 * One event of the change feed, the same in the stream and in the array. Whoever applies all of them in order has what
 * discovery has, evicted entries included (`health: "evicted"`: not to be called, but perhaps back tomorrow).
 *
 * | event    | data                                                                            | meaning                   |
 * |----------|---------------------------------------------------------------------------------|---------------------------|
 * | `reset`  | array of all entries                                                            | forget all you have       |
 * | `upsert` | the entry, as `GET /services/{registryID}` gives it                             | new, or changed           |
 * | `remove` | `{"registryID", "reason"}`, reason one of `unregistered`, `expired`, `gone`     | no longer there           |
 *
 * `id` is the revision after the event: whole numbers that only grow, with gaps, across restarts and replicas.
 */
export type ChangeEvent = { readonly id: number } & (
  | { readonly event: 'reset'; readonly data: ServiceEntry[] }
  | { readonly event: 'upsert'; readonly data: ServiceEntry }
  | { readonly event: 'remove'; readonly data: { readonly registryID: string; readonly reason: string } }
);

export function toChangeEvent({ revision: id, change }: Logged<Change>): ChangeEvent {
  switch (change.type) {
    case 'reset':
      return { id, event: 'reset', data: change.entries.map(toServiceEntry) };
    case 'upsert':
      return { id, event: 'upsert', data: toServiceEntry(change.entry) };
    case 'remove':
      return { id, event: 'remove', data: { registryID: change.registryId, reason: change.why } };
  }
}
