import { describeMigrationKills } from './support/migration-kills';

jest.setTimeout(1_800_000);

describe('a migration, killed at very many of its statements', () =>
  describeMigrationKills({ stride: 1, atMost: Infinity, atLeast: 300 }));
