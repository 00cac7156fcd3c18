export type { Database } from './database';
export type { Migrations } from './migrate';
export { NotStorable } from './not-storable';
export { openDatabase } from './open-database';
export { PreparedQuery } from './prepared-query';
export { verifyDatabase } from './sqlite/verify';
export { DATABASE, StorageModule } from './storage.module';
