import { journalMigrations } from '#orchestration';
import { auditMigrations, type Migrations } from '#storage';
import { batchMigrations } from './bulk/store/migrations';
import { definitionMigrations } from './definitions/store/migrations';

/** All tables of job-control. */
export const migrations: Migrations = {
  ...journalMigrations,
  ...definitionMigrations,
  ...batchMigrations,
  ...auditMigrations,
};
