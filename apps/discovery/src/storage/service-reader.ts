import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '#storage';
import type { RegistryEntry } from '../core/entry';
import type { RemovalReason } from '../core/lifecycle';
import { CHANGES_CHANNEL, type RegistrySchema } from './schema';

export type StoredChange =
  | { readonly revision: number; readonly type: 'upsert'; readonly entry: RegistryEntry }
  | { readonly revision: number; readonly type: 'remove'; readonly registryId: string; readonly why: RemovalReason };

/** Entries that are read at a time: their texts are never all in memory. */
const PAGE = 200;

/** Reads the registry up to a revision. Commits during the read have a higher one, and are read next time. */
@Injectable()
export class ServiceReader {
  constructor(@Inject(DATABASE) private readonly database: Database<RegistrySchema>) {}

  async latestRevision(): Promise<number> {
    const { latest } = await this.database.db.selectFrom('revisions').select('latest').executeTakeFirstOrThrow();
    return latest;
  }

  async all(upTo: number): Promise<RegistryEntry[]> {
    return (await this.upserts(-1, upTo)).map(({ entry }) => entry);
  }

  /** The changes in between, oldest first. */
  async changes(after: number, upTo: number): Promise<StoredChange[]> {
    const changes = await Promise.all([this.upserts(after, upTo), this.removals(after, upTo)]);
    return changes.flat().sort((one, other) => one.revision - other.revision);
  }

  /** Calls back when something changed, or may have. Returns a function that stops. */
  follow(changed: () => void): () => void {
    return this.database.listen(CHANGES_CHANNEL, changed);
  }

  private async upserts(after: number, upTo: number): Promise<Extract<StoredChange, { type: 'upsert' }>[]> {
    const upserts: Extract<StoredChange, { type: 'upsert' }>[] = [];
    for (let last = after; ;) {
      const rows = await this.database.db
        .selectFrom('services')
        .select(['revision', 'entry'])
        .where('revision', '>', last)
        .where('revision', '<=', upTo)
        .orderBy('revision')
        .limit(PAGE)
        .execute();
      for (const { revision, entry } of rows)
        upserts.push({ revision, type: 'upsert', entry: JSON.parse(entry) as RegistryEntry });
      if (rows.length < PAGE) return upserts;
      last = rows.at(-1)!.revision;
    }
  }

  private async removals(after: number, upTo: number) {
    const rows = await this.database.db
      .selectFrom('removals')
      .selectAll()
      .where('revision', '>', after)
      .where('revision', '<=', upTo)
      .execute();
    return rows.map(({ revision, registry_id, why }) => ({
      revision,
      type: 'remove' as const,
      registryId: registry_id,
      why: why as RemovalReason,
    }));
  }
}
