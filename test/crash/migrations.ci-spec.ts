import { describeMigrationKills } from './support/migration-kills';

jest.setTimeout(600_000);

describe('a migration, killed at some of its statements', () =>
  describeMigrationKills({ stride: 32, atMost: 1, atLeast: 15 }));
