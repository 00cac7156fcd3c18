import { Module } from '@nestjs/common';
import {
  type Call,
  CommandHandler,
  ComposableModule,
  type Handled,
  type Handler,
  ledgerMigrations,
  type Work,
} from '#composable';
import { PlatformError } from '#contract';
import { bootstrap } from '#platform';
import { type Migrations, StorageModule } from '#storage';

interface Schema {
  guests: { name: string; wish: string };
}

const migrations: Migrations = {
  ...ledgerMigrations,
  '0001-guests': {
    up: (db) =>
      db.schema
        .createTable('guests')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('wish', 'text', (column) => column.notNull())
        .execute(),
  },
};

/** What it writes and the record of the request are one transaction; the library sees to repeat, revert and crashes. */
@CommandHandler('sign', { safe: false, idempotent: false, reversible: 'full', requiredFields: ['id', 'wish'] })
class Sign implements Handler<Schema> {
  async execute({ message }: Call, { trx }: Work<Schema>): Promise<Handled> {
    const { id: name = '', payload } = message ?? {};
    const wish = (payload as { wish?: unknown } | undefined)?.wish;
    if (typeof wish !== 'string') throw new PlatformError('invalid-request', 'wish: expected a string');
    const guest = { name, wish };
    const signed = await trx
      .insertInto('guests')
      .values(guest)
      .onConflict((on) => on.doNothing())
      .executeTakeFirst();
    if (Number(signed.numInsertedOrUpdatedRows) === 0) throw new PlatformError('already-exists', `${name} has signed`);
    return { result: guest, status: 201, undo: name };
  }

  revert(_: Call, name: unknown, { trx }: Work<Schema>): Promise<unknown> {
    return trx
      .deleteFrom('guests')
      .where('name', '=', name as string)
      .execute();
  }
}

@Module({
  imports: [
    ComposableModule.forRoot({ resource: 'guest', serviceName: 'guest-book', payload: { wish: 'string' } }),
    StorageModule.forRoot({ name: 'guest-book', migrations }),
  ],
  providers: [Sign],
})
class GuestBook {}

void bootstrap(GuestBook, { name: 'guest-book', defaultPort: 4801, title: 'Guest book', description: 'Keeps wishes' });
