import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '#storage';
import type { RegistrySchema } from './schema';

/** Which service is bound to which. A binding ends with either of its services. */
@Injectable()
export class BindingStore {
  constructor(@Inject(DATABASE) private readonly database: Database<RegistrySchema>) {}

  /** Adds no binding when one of the two is not registered, and returns which. */
  bind(bindingId: string, sourceId: string, targetId: string): Promise<string | undefined> {
    return this.database.commit(async (trx) => {
      const both = [sourceId, targetId];
      const there = await trx.selectFrom('services').select('registry_id').where('registry_id', 'in', both).execute();
      const missing = both.find((id) => !there.some(({ registry_id }) => registry_id === id));
      if (missing !== undefined) return missing;
      const row = { binding_id: bindingId, source_id: sourceId, target_id: targetId };
      await trx.insertInto('bindings').values(row).execute();
      return undefined;
    });
  }

  /** Whether there was such a binding. */
  unbind(bindingId: string): Promise<boolean> {
    return this.database.commit(async (trx) => {
      const { numDeletedRows } = await trx
        .deleteFrom('bindings')
        .where('binding_id', '=', bindingId)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    });
  }
}
