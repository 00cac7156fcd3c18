import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** A block of JSON in a page of the documentation. */
export interface JsonBlock {
  /** Page and line, as in `docs/cli.md:12`. */
  where: string;
  text: string;
}

/** All pages of the documentation, README files of folders included. */
export function documentedPages(): string[] {
  return projectFiles('*.md');
}

/** Files of the project at these paths; what Git ignores is left out. */
export function projectFiles(...paths: string[]): string[] {
  const git = ['ls-files', '-co', '--exclude-standard', '--', ...paths];
  return execFileSync('git', git, { cwd: ROOT, encoding: 'utf8' })
    .split('\n')
    .filter((path) => path !== '' && existsSync(join(ROOT, path)));
}

export function readPage(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

export function jsonBlocks(page: string): JsonBlock[] {
  const text = readPage(page);
  return [...text.matchAll(/^```json\n([^]*?)^```$/gm)].map((match) => ({
    where: `${page}:${text.slice(0, match.index).split('\n').length}`,
    text: match[1]!,
  }));
}

/** The job document in a block; undefined where the block holds something else. */
export function jobIn({ text }: JsonBlock): { name?: string; steps: unknown[] } | undefined {
  const value = JSON.parse(text) as { name?: string; steps?: unknown };
  return Array.isArray(value.steps) ? { ...value, steps: value.steps } : undefined;
}
