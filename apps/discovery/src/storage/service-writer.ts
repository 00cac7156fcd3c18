import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '#storage';
import type { Transaction } from 'kysely';
import { addressKey, type Entry, type Registration } from '../core/entry';
import type { Changed, Departure, Outcome } from '../core/lifecycle';
import { takeName, takerOf } from './service-names';
import { CHANGES, type RegistrySchema } from './schema';

/** For this many revisions it stays known what was removed; a replica further behind reads everything anew. */
export const REMOVALS_KEPT = 10_000;

type Trx = Transaction<RegistrySchema>;
export type EntryKey = { readonly registryId: string } | { readonly url: string };

/** Writes the registry. Every change has a revision, and the order of revisions is the order of commits. */
@Injectable()
export class ServiceWriter {
  constructor(@Inject(DATABASE) private readonly database: Database<RegistrySchema>) {}

  /** Lets `decide` judge an entry as it is on disk, never a stale one, and keeps what comes of it. */
  change<T extends Outcome | undefined>(key: EntryKey, decide: (current: Entry | undefined) => T): Promise<T> {
    return this.database.commit(async (trx) => {
      const revision = await nextRevision(trx);
      const current = await find(trx, key);
      const outcome = decide(current);
      if (outcome) await keep(trx, revision, outcome, current);
      if (outcome?.type === 'changed' || outcome?.type === 'removed') await this.database.announce(trx, CHANGES);
      return outcome;
    });
  }

  /** The same for a registration, which takes its name for its owner unless somebody has it. */
  register(
    { name, url }: Registration,
    decide: (current: Entry | undefined, takenBy: string | undefined) => Changed,
  ): Promise<Changed> {
    return this.database.commit(async (trx) => {
      const revision = await nextRevision(trx);
      const current = await find(trx, { url });
      const outcome = decide(current, await takerOf(trx, name));
      await keep(trx, revision, outcome, current);
      await this.database.announce(trx, CHANGES);
      if (outcome.entry.owner !== undefined) await takeName(trx, name, outcome.entry.owner);
      return outcome;
    });
  }

  /** The same for every entry. */
  changeAll(decide: (current: Entry) => Outcome): Promise<void> {
    return this.database.commit(async (trx) => {
      await nextRevision(trx);
      // One by one: their texts are never all in memory.
      for (const { registry_id } of await trx.selectFrom('services').select('registry_id').execute()) {
        const current = await find(trx, { registryId: registry_id });
        if (current) await keep(trx, await nextRevision(trx), decide(current), current);
      }
      await this.database.announce(trx, CHANGES);
    });
  }
}

/** Taking the number locks the row that holds it until the commit: writers of all replicas stand in one line. */
async function nextRevision(trx: Trx): Promise<number> {
  const { latest } = await trx
    .updateTable('revisions')
    .set((q) => ({ latest: q('latest', '+', 1) }))
    .returning('latest')
    .executeTakeFirstOrThrow();
  return latest;
}

async function find(trx: Trx, key: EntryKey): Promise<Entry | undefined> {
  const services = trx.selectFrom('services').select('entry');
  const row = await (
    'url' in key
      ? services.where('address', '=', addressKey(key.url))
      : services.where('registry_id', '=', key.registryId)
  ).executeTakeFirst();
  return row && (JSON.parse(row.entry) as Entry);
}

async function keep(trx: Trx, revision: number, outcome: Outcome, current: Entry | undefined): Promise<void> {
  if (outcome.type === 'changed') await upsert(trx, revision, outcome.entry);
  if (outcome.type === 'renewed') await rewrite(trx, outcome.entry);
  if (outcome.type === 'removed' && current) await remove(trx, revision, current.registryId, outcome.why);
}

async function upsert(trx: Trx, revision: number, entry: Entry): Promise<void> {
  const row = { address: addressKey(entry.registration.url), revision, entry: JSON.stringify(entry) };
  await trx
    .insertInto('services')
    .values({ registry_id: entry.registryId, ...row })
    .onConflict((conflict) => conflict.column('registry_id').doUpdateSet(row))
    .execute();
}

async function rewrite(trx: Trx, entry: Entry): Promise<void> {
  await trx
    .updateTable('services')
    .set({ entry: JSON.stringify(entry) })
    .where('registry_id', '=', entry.registryId)
    .execute();
}

async function remove(trx: Trx, revision: number, registryId: string, why: Departure): Promise<void> {
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
