import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { ROOT } from '../harness/root';

const DOCUMENT = join(ROOT, 'bench/BENCHMARKS.md');
const RESULTS = join(ROOT, 'bench/results');

/** Puts text between the markers of a section of BENCHMARKS.md, and the figures behind it into a JSON file beside it. */
export async function publish(section: string, text: string, figures: object): Promise<void> {
  const [begin, end] = [`<!-- ${section}: begin -->`, `<!-- ${section}: end -->`];
  const document = readFileSync(DOCUMENT, 'utf8');
  const [before, after] = [document.split(begin)[0], document.split(end)[1]];
  if (before === undefined || after === undefined) throw new Error(`BENCHMARKS.md has no section ${section}`);
  const whole = `${before}${begin}\n\n${text}\n\n${end}${after}`;
  writeFileSync(DOCUMENT, await format(whole, { parser: 'markdown', printWidth: 120 }));
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, `${section}.json`), await format(JSON.stringify(figures), { parser: 'json' }));
}
