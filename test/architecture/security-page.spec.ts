import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const page = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => /^\| (n8n|Conductor|Kestra|Nacos|Consul|Airflow|Temporal)\b/.test(line))
  .map((line) => line.split(' | '));

describe('SECURITY.md', () => {
  it.each(['n8n', 'Conductor', 'Kestra', 'Nacos', 'Consul', 'Airflow', 'Temporal'])(
    'looks at what %s published',
    (peer) => expect(rows.some(([published]) => published!.startsWith(`| ${peer}`))).toBe(true),
  );

  it.each(rows.map((row) => [row[0]!.slice(2).trim(), row] as const))('names a test that is there for %s', (_, row) => {
    expect(row).toHaveLength(4);
    const tests = [...row[3]!.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => path!);
    expect(tests.length).toBeGreaterThan(0);
    for (const test of tests) {
      expect(test).toMatch(/spec\.ts$/);
      expect([test, existsSync(join(ROOT, test))]).toEqual([test, true]);
    }
  });
});
