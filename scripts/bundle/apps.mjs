import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const DIST = join(ROOT, 'dist');
export const BUNDLES = join(DIST, 'bundles');

export const SERVICES = ['discovery', 'shared-state', 'job-control', 'engine-service', 'console'];
export const COMMAND = 'job-runner';
export const APPS = [...SERVICES, COMMAND];
