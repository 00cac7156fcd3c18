import { itRuns } from './support/large-job-cases';

describe('a job of many units, at a size that is soon tested', () => {
  describe('in many steps', () => itRuns({ steps: 20, items: 500, mostMiB: 300 }));
  describe('in one', () => itRuns({ steps: 1, items: 10_000, mostMiB: 300 }));
});
