import { join } from 'node:path';

/** The repository; this runs as dist/bench/harness/root.js. */
export const ROOT = join(__dirname, '../../..');

export const ROLES = join(ROOT, 'dist/bench/roles');
