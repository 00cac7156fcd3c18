import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '#storage';
import type { Transaction } from 'kysely';
import type { RegistrySchema } from './schema';

/** Which principal took a service name first. */
@Injectable()
export class ServiceNames {
  constructor(@Inject(DATABASE) private readonly database: Database<RegistrySchema>) {}

  async release(name: string): Promise<void> {
    await this.database.commit((trx) => trx.deleteFrom('service_names').where('name', '=', name).execute());
  }
}

export async function ownerOfName(trx: Transaction<RegistrySchema>, name: string): Promise<string | undefined> {
  const row = await trx.selectFrom('service_names').select('owner').where('name', '=', name).executeTakeFirst();
  return row?.owner;
}

/** Does nothing when the name has an owner. */
export async function claimName(trx: Transaction<RegistrySchema>, name: string, owner: string): Promise<void> {
  await trx
    .insertInto('service_names')
    .values({ name, owner })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
