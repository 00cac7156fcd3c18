import type { Database } from '#storage';
import type { JournalSchema } from '../database/schema';
import type { KeyStore } from './key-store';
import type { StoredKey } from './signing-key';

/** Signing keys in the database that the replicas of job-control share. */
export class KeyTable implements KeyStore {
  constructor(private readonly database: Database<JournalSchema>) {}

  async load(): Promise<readonly StoredKey[]> {
    const rows = await this.database.db.selectFrom('signing_keys').selectAll().execute();
    return rows.map(({ jwk, created_at }) => ({
      jwk: JSON.parse(jwk) as StoredKey['jwk'],
      createdAt: Number(created_at),
    }));
  }

  async add(id: string, { jwk, createdAt }: StoredKey): Promise<void> {
    const row = { id, jwk: JSON.stringify(jwk), created_at: createdAt };
    await this.database.commit((trx) => trx.insertInto('signing_keys').values(row).execute());
  }

  async remove(id: string): Promise<void> {
    await this.database.commit((trx) => trx.deleteFrom('signing_keys').where('id', '=', id).execute());
  }
}
