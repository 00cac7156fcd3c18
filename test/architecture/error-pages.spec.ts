import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodes, failureCodes } from '#contract';

const PAGES = join(__dirname, '../../docs/errors');
const codes = [...new Set<string>([...errorCodes, ...failureCodes])].sort();
const read = (name: string) => readFileSync(join(PAGES, name), 'utf8');

describe('docs/errors', () => {
  it('has a page for every code, and none for anything else', () => {
    const pages = readdirSync(PAGES).filter((name) => name !== 'README.md');
    expect(pages.sort()).toEqual(codes.map((code) => `${code}.md`).sort());
  });

  it.each(codes)('says what %s means and what to do', (code) => {
    expect(read(`${code}.md`)).toMatch(/^# .+: `.+`\n\n.+\n\n## What it means\n\n.+\n\n## What to do\n\n.+\n$/s);
    expect(read(`${code}.md`).split('\n')[0]).toContain(`\`${code}\``);
    expect(read('README.md')).toContain(`(${code}.md)`);
  });
});
