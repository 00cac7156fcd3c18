import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readPage } from '../support/documented';

const WALK = /### The path of a job, file by file([^]*?)\n## /;
const STOP = /^\d+\. \[([^\]]+)\]\(([^)]+)\)/gm;

describe('the path of a job in ARCHITECTURE.md', () => {
  const [, walk = ''] = WALK.exec(readPage('ARCHITECTURE.md')) ?? [];
  const stops = [...walk.matchAll(STOP)].map(([, , file = '']) => file);

  it('is at most 22 files and 6 returns long', () => {
    expect(stops.length).toBeGreaterThan(10);
    expect(stops.length).toBeLessThanOrEqual(22);
    // One more arrow explains the sign.
    expect(walk.match(/↩/g)!.length - 1).toBeLessThanOrEqual(6);
  });

  it.each(stops)('leads through %s, which exists, once', (file) => {
    expect(existsSync(join(__dirname, '../..', file))).toBe(true);
    expect(stops.filter((other) => other === file)).toHaveLength(1);
  });

  it('names parts that exist', () => {
    const named = [...walk.matchAll(/\[([a-z-]+(?:,\s+[a-z-]+)*)\](?!\()/g)].flatMap(([, list = '']) =>
      list.split(/,\s+/),
    );
    expect(named).toContain('forms-cache');
    const missing = named.filter(
      (part) =>
        !FOLDERS.some(
          (folder) =>
            existsSync(join(__dirname, '../..', folder, part)) ||
            existsSync(join(__dirname, '../..', folder, `${part}.ts`)),
        ),
    );
    expect(missing).toEqual([]);
  });
});

const O = 'libs/orchestration/src';
const FOLDERS = [
  O,
  ...['core', 'core/effects', 'core/plan', 'adapters/locator', 'adapters/invoker', 'adapters/secrets'].map(
    (of) => `${O}/${of}`,
  ),
  'apps/job-control/src/admission',
];
