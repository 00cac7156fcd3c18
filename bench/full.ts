import { documents } from './full/documents';
import { journal } from './full/journal';
import { lookups } from './full/lookups';
import { neighbour } from './full/neighbour';
import { openJobs } from './full/open-jobs';
import { patches } from './full/patches';
import { peers } from './full/peers/peers';
import { recovery } from './full/recovery';
import { replicas } from './full/replicas';
import type { Findings, Section } from './full/section';
import { services } from './full/services';
import { steps } from './full/steps';
import { watching } from './full/watching';
import { machine } from './harness/machine';
import { Stage } from './harness/stage';
import type { Report } from './main';
import { machineLine, table } from './report/tables';
import { targetTable } from './report/targets';

const SECTIONS: readonly Section[] = [
  peers,
  replicas,
  openJobs,
  steps,
  services,
  documents,
  journal,
  recovery,
  neighbour,
  lookups,
  watching,
  patches,
];

interface FullOptions {
  /** Ids of sections; empty: all. */
  readonly only: readonly string[];
}

/** What takes longer: growth, recovery, the other apps alone, replicas. */
export async function full({ only }: FullOptions, tell: (line: string) => void): Promise<Report> {
  const results: (Findings & Pick<Section, 'id' | 'title'>)[] = [];
  for (const { id, title, run } of SECTIONS.filter((section) => only.length === 0 || only.includes(section.id))) {
    const stage = new Stage();
    try {
      const began = Date.now();
      results.push({ id, title, ...(await run(stage)) });
      tell(`${id} done in ${Math.round((Date.now() - began) / 1000)} s`);
    } finally {
      await stage.clear();
    }
  }
  const where = machine();
  const targets = results.flatMap((result) => result.targets ?? []);
  const text = [machineLine(where), ...(targets.length > 0 ? [targetTable(targets)] : []), ...results.map(show)].join(
    '\n\n',
  );
  return { text, figures: { machine: where, targets, results } };
}

function show({ title, findings, note }: Findings & Pick<Section, 'title'>): string {
  const rows = findings.map(({ what, value, unit }) => [what, `${shorten(value)} ${unit}`]);
  return [`### ${title}`, table(['', ''], rows), ...(note === undefined ? [] : [note])].join('\n\n');
}

function shorten(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}
