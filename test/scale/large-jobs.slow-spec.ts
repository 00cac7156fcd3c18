import { itRuns } from './support/large-job-cases';

describe('a job of as many units as one may have', () => itRuns({ steps: 1_000, items: 1_000, mostMiB: 800 }));
