import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const ROOT = join(__dirname, '../..');
const git = ['ls-files', '-co', '--exclude-standard', '--', '*.md'];
const pages = execFileSync('git', git, { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(ROOT, path)));

/** What stands in code is an example of a link at most. */
const prose = (path: string): string =>
  readFileSync(path, 'utf8')
    .replaceAll(/^(```|~~~)[^]*?^\1/gm, '')
    .replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ''));

/** The anchors of a page, as GitHub names them. */
function anchorsOf(path: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of prose(path).matchAll(/^#{1,6} +(.+)$/gm)) {
    const text = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .trim()
      .toLowerCase();
    const slug = text.replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-');
    let anchor = slug;
    for (let n = 1; anchors.has(anchor); n++) anchor = `${slug}-${n}`;
    anchors.add(anchor);
  }
  return anchors;
}

function isDead(page: string, link: string): boolean {
  const [path = '', anchor] = decodeURI(link).split('#');
  const target = path === '' ? page : resolve(dirname(page), path);
  if (!existsSync(target)) return true;
  return anchor !== undefined && statSync(target).isFile() && target.endsWith('.md') && !anchorsOf(target).has(anchor);
}

it('finds the pages', () => expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/saga-rules.md'])));

it.each(readdirSync(join(ROOT, 'libs')))('libs/%s says what it is in a README', (name) => {
  expect(pages).toContain(`libs/${name}/README.md`);
});

it.each(pages)('%s links to what is there', (path) => {
  const page = join(ROOT, path);
  const links = [...prose(page).matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)].map(([, link = '']) => link);
  const relative = links.filter((link) => !/^[a-z][a-z+.-]*:/i.test(link));
  expect(relative.filter((link) => isDead(page, link))).toEqual([]);
});
