export { Cable } from './cable';
export { onEveryDatabase, type Place } from './on-every-database';
export { TestPostgres } from './test-postgres';
