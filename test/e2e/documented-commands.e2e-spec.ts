import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { documentedPages, readPage } from '../support/documented';
import { JobRunner } from './support/job-runner';

const ROOT = join(__dirname, '../..');
/** Commands that the pages get wrong on purpose, to show what is said then. */
const WRONG = ['lst', '…'];
const SHORT = ['-o', '-h', '-V'];

/** Every command line that the pages show, once: in blocks behind a prompt, and in prose between backticks. */
const shown = [
  ...new Set(
    documentedPages().flatMap((page) => {
      const text = readPage(page);
      const prompts = [...text.matchAll(/^\$ .*?\bjob-runner (.+)$/gm)];
      const prose = [...text.replaceAll(/^```[^]*?^```/gm, '').matchAll(/`(?:npx )?job-runner ([^`]+)`/g)];
      return [...prompts, ...prose].flatMap(([, line = '']) => line.split(/ (?:&&|\||>) (?:job-runner )?/).slice(0, 1));
    }),
  ),
];

describe('the commands of the documentation', () => {
  const options = new Map<string, Set<string>>();
  beforeAll(async () => {
    const { out } = await new JobRunner({}).run(['completion', 'bash']);
    for (const [, command = '', words = ''] of out.matchAll(/^ +([\w-]+)\) words="([^"$]*)" ;;$/gm)) {
      options.set(command, new Set(words.split(' ')));
    }
  });

  it('are found, and so are those of job-runner', () => {
    expect(shown.length).toBeGreaterThan(30);
    expect(options.get('run')).toContain('--emit');
  });

  it.each(shown)('job-runner %s', (line) => {
    const [first = '', ...rest] = line.split(/\s+/);
    if (WRONG.includes(first) || first.startsWith('-')) return;
    const isFile = /\.(json|ya?ml)$/.test(first);
    const known = options.get(isFile ? 'run' : first.split('|')[0]!);
    expect(known).toBeDefined();
    const flags = rest.map((word) => word.replaceAll(/[[\]]/g, '')).filter((word) => word.startsWith('-'));
    expect(flags.filter((flag) => !known!.has(flag) && !SHORT.includes(flag))).toEqual([]);
  });
});

it('the scripts of the repository that the pages name are there', () => {
  const named = documentedPages().flatMap((page) =>
    [...readPage(page).matchAll(/(?:^|[\s`(])(?:\.\/)?(scripts\/[\w-]+\.(?:sh|mjs))/gm)].map(([, path = '']) => path),
  );
  expect([...new Set(named)].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

it('the npm scripts that the pages name are there', () => {
  const { scripts } = JSON.parse(readPage('package.json')) as { scripts: Record<string, string> };
  const named = documentedPages().flatMap((page) =>
    [...readPage(page).matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name),
  );
  expect([...new Set(named)].filter((name) => scripts[name] === undefined)).toEqual([]);
});
