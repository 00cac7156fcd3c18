export { Cable } from './cable';
export { onEveryDatabase, type EmptyDatabase } from './on-every-database';
export { TestPostgres } from './test-postgres';
