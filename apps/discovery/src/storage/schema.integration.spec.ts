import { type Database, type Migrations, openDatabase } from '#storage';
import { onEveryDatabase } from '#storage/testing';
import { registryMigrations, type RegistrySchema } from './schema';

const BEFORE: Migrations = Object.fromEntries(Object.entries(registryMigrations).filter(([name]) => name < '0004'));

onEveryDatabase('addresses that were registered before', (fresh) => {
  it('are one entry each from then on, the newest', async () => {
    const place = { ...(await fresh()), name: 'discovery' };
    const older: Database<RegistrySchema> = await openDatabase({ ...place, migrations: BEFORE });
    const addresses = ['http://127.0.0.1:5310', 'http://localhost:5310', 'http://[::1]:5310', 'http://localhost:99'];
    for (const [revision, address] of addresses.entries())
      await older.db
        .insertInto('services')
        .values({ registry_id: `${revision}`, address, revision, entry: '{}' })
        .execute();
    await older.db.insertInto('bindings').values({ binding_id: 'b', source_id: '0', target_id: '3' }).execute();
    await older.close();

    const newer: Database<RegistrySchema> = await openDatabase({ ...place, migrations: registryMigrations });
    expect(
      await newer.db.selectFrom('services').select(['registry_id', 'address']).orderBy('revision').execute(),
    ).toEqual([
      { registry_id: '2', address: 'http://localhost:5310' },
      { registry_id: '3', address: 'http://localhost:99' },
    ]);
    expect(await newer.db.selectFrom('bindings').selectAll().execute()).toEqual([]);
    await newer.close();
  });
});
