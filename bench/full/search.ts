import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { measure } from '../harness/measure';
import { ROLES } from '../harness/root';
import { atMost } from '../report/targets';
import type { Finding, Section } from './section';

const SIZES = [10_000, 1_000_000];
const WINDOW = { inFlight: 1, warmUpMs: 500, measureMs: 2_000 };
const SLOWEST_MS = 50;

/** A page in the middle of the list, by the cursor of the page before. */
const after = (size: number) =>
  Buffer.from(`${size / 2} filled-${String(size / 2).padStart(8, '0')}`).toString('base64url');

const QUERIES: Record<string, (size: number) => string> = {
  'first page': () => '',
  'a page in the middle': (size) => `&cursor=${after(size)}`,
  'a status and a common label': () => '&status=failed&label=env:prod',
  'a rare label': () => '&label=customer:rare',
  'a common label, in the middle': (size) => `&label=env:prod&cursor=${after(size)}`,
  'a text that no job has': () => '&q=nowhere',
};

/** Lists and searches with ever more jobs: what one page costs. */
export const search: Section = {
  id: 'search',
  title: 'Pages of 100 of the list of jobs, by filters, on SQLite',
  run: async (stage) => {
    const findings: Finding[] = [];
    for (const size of SIZES) {
      // The rows are of 1970: none may be deleted while they are read.
      const platform = await stage.platform({ env: { JOB_RETENTION_DAYS: '0' } });
      await platform.crash('job-control');
      await promisify(execFile)(process.execPath, [join(ROLES, 'fill-jobs.js'), platform.directory, String(size)]);
      await platform.up('job-control');
      for (const [what, query] of Object.entries(QUERIES)) {
        const urls = [`${platform.url('job-control')}/jobs?limit=100${query(size)}`];
        const { p50 } = await measure('load', WINDOW, { urls, method: 'GET', expect: '[' }, []);
        findings.push({ what: `${size} jobs: ${what}, p50`, value: p50, unit: 'ms' });
      }
    }
    return findings;
  },
  targets: (found) =>
    Object.keys(QUERIES).flatMap((what) =>
      atMost(
        `A page among 1,000,000 jobs: ${what}`,
        SLOWEST_MS,
        found(`1000000 jobs: ${what}, p50`),
        (ms) => `${ms.toFixed(1)} ms`,
      ),
    ),
};
