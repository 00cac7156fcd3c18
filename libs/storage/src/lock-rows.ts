import type { Database } from './database';

/**
 * For `$call` on a select inside a work: what it reads stays as it is until the work is on disk, other replicas
 * included. SQLite has one writer and needs no telling.
 */
export function lockRows({ dialect }: Pick<Database<never>, 'dialect'>) {
  return <Query extends { forUpdate(): Query }>(query: Query): Query =>
    dialect === 'postgres' ? query.forUpdate() : query;
}
