import { createRequire } from 'node:module';

interface Semver {
  satisfies: (version: string, range: string) => boolean;
  /** Whether every version of the one range is in the other. */
  subset: (range: string, of: string) => boolean;
}

/** What npm itself compares versions with; it brings no types. */
export const { satisfies, subset } = createRequire(__filename)('semver') as Semver;
