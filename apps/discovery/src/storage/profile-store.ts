import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '#storage';
import type { StoredProfile } from '../core/stored-profile';
import type { RegistrySchema } from './schema';

/** Profiles as they were last fetched, so that a restart need not reach their servers. */
@Injectable()
export class ProfileStore {
  constructor(@Inject(DATABASE) private readonly database: Database<RegistrySchema>) {}

  async addresses(): Promise<string[]> {
    const rows = await this.database.db.selectFrom('alps_profiles').select('address').execute();
    return rows.map(({ address }) => address);
  }

  async read(address: string): Promise<StoredProfile | undefined> {
    const row = await this.database.db
      .selectFrom('alps_profiles')
      .select('profile')
      .where('address', '=', address)
      .executeTakeFirst();
    return row && (JSON.parse(row.profile) as StoredProfile);
  }

  async write(profile: StoredProfile): Promise<void> {
    const row = { profile: JSON.stringify(profile) };
    await this.database.commit((trx) =>
      trx
        .insertInto('alps_profiles')
        .values({ address: profile.address, ...row })
        .onConflict((conflict) => conflict.column('address').doUpdateSet(row))
        .execute(),
    );
  }

  async remove(address: string): Promise<void> {
    await this.database.commit((trx) => trx.deleteFrom('alps_profiles').where('address', '=', address).execute());
  }
}
