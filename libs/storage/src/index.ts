export type { Database, Work } from './database';
export { lockRows } from './lock-rows';
export type { Migrations } from './migrate';
export { NotStorable } from './not-storable';
export { type DatabaseOptions, openDatabase } from './open-database';
export { Prepared } from './prepared';
export { type Verified, verifyDatabase } from './sqlite/verify';
export { DATABASE, StorageModule } from './storage.module';
