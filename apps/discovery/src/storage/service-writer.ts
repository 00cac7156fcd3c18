import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '#storage';
import type { Transaction } from 'kysely';
import { addressKey, type RegistryEntry, type ServiceRegistration } from '../core/entry';
import type { Changed, RemovalReason, LifeTransition } from '../core/lifecycle';
import { claimName, ownerOfName } from './service-names';
import { CHANGES_CHANNEL, type RegistrySchema } from './schema';

/** Removals are remembered for this many revisions; a replica further behind reads everything again. */
export const REMOVALS_KEPT = 10_000;

type Trx = Transaction<RegistrySchema>;
export type EntryKey = { readonly registryId: string } | { readonly url: string };

/** Writes the registry. Every change has a revision, and the order of revisions is the order of commits. */
@Injectable()
export class ServiceWriter {
  constructor(@Inject(DATABASE) private readonly database: Database<RegistrySchema>) {}

  /** Applies `decide` to an entry as it is on disk, never a stale one, and writes the result. */
  change<T extends LifeTransition | undefined>(
    key: EntryKey,
    decide: (current: RegistryEntry | undefined) => T,
  ): Promise<T> {
    return this.database.commit(async (trx) => {
      const revision = await nextRevision(trx);
      const current = await find(trx, key);
      const outcome = decide(current);
      if (outcome) await keep(trx, revision, outcome, current);
      if (outcome?.type === 'changed' || outcome?.type === 'removed')
        await this.database.announce(trx, CHANGES_CHANNEL);
      return outcome;
    });
  }

  /** The same for a registration, whose owner also takes its name if it is free. */
  register(
    { name, url }: ServiceRegistration,
    decide: (current: RegistryEntry | undefined, takenBy: string | undefined) => Changed,
  ): Promise<Changed> {
    return this.database.commit(async (trx) => {
      const revision = await nextRevision(trx);
      const current = await find(trx, { url });
      const outcome = decide(current, await ownerOfName(trx, name));
      await keep(trx, revision, outcome, current);
      await this.database.announce(trx, CHANGES_CHANNEL);
      if (outcome.entry.owner !== undefined) await claimName(trx, name, outcome.entry.owner);
      return outcome;
    });
  }

  /** The same for every entry. */
  changeAll(decide: (current: RegistryEntry) => LifeTransition): Promise<void> {
    return this.database.commit(async (trx) => {
      await nextRevision(trx);
      // One by one: their texts are never all in memory.
      for (const { registry_id } of await trx.selectFrom('services').select('registry_id').execute()) {
        const current = await find(trx, { registryId: registry_id });
        if (current) await keep(trx, await nextRevision(trx), decide(current), current);
      }
      await this.database.announce(trx, CHANGES_CHANNEL);
    });
  }
}

/** Incrementing the number locks its row until the commit: writers of all replicas are serialized. */
async function nextRevision(trx: Trx): Promise<number> {
  const { latest } = await trx
    .updateTable('revisions')
    .set((q) => ({ latest: q('latest', '+', 1) }))
    .returning('latest')
    .executeTakeFirstOrThrow();
  return latest;
}

async function find(trx: Trx, key: EntryKey): Promise<RegistryEntry | undefined> {
  const services = trx.selectFrom('services').select('entry');
  const row = await (
    'url' in key
      ? services.where('address', '=', addressKey(key.url))
      : services.where('registry_id', '=', key.registryId)
  ).executeTakeFirst();
  return row && (JSON.parse(row.entry) as RegistryEntry);
}

async function keep(
  trx: Trx,
  revision: number,
  outcome: LifeTransition,
  current: RegistryEntry | undefined,
): Promise<void> {
  if (outcome.type === 'changed') await upsert(trx, revision, outcome.entry);
  if (outcome.type === 'renewed') await rewrite(trx, outcome.entry);
  if (outcome.type === 'removed' && current) await remove(trx, revision, current.registryId, outcome.why);
}

async function upsert(trx: Trx, revision: number, entry: RegistryEntry): Promise<void> {
  const row = { address: addressKey(entry.registration.url), revision, entry: JSON.stringify(entry) };
  await trx
    .insertInto('services')
    .values({ registry_id: entry.registryId, ...row })
    .onConflict((conflict) => conflict.column('registry_id').doUpdateSet(row))
    .execute();
}

async function rewrite(trx: Trx, entry: RegistryEntry): Promise<void> {
  await trx
    .updateTable('services')
    .set({ entry: JSON.stringify(entry) })
    .where('registry_id', '=', entry.registryId)
    .execute();
}

async function remove(trx: Trx, revision: number, registryId: string, why: RemovalReason): Promise<void> {
  await trx.deleteFrom('services').where('registry_id', '=', registryId).execute();
  await trx
    .deleteFrom('bindings')
    .where((q) => q.or([q('source_id', '=', registryId), q('target_id', '=', registryId)]))
    .execute();
  await trx.insertInto('removals').values({ revision, registry_id: registryId, why }).execute();
  await trx
    .deleteFrom('removals')
    .where('revision', '<=', revision - REMOVALS_KEPT)
    .execute();
}
