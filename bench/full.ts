import { documents } from './full/documents';
import { journal } from './full/journal';
import { lookups } from './full/lookups';
import { neighbour } from './full/neighbour';
import { openJobs } from './full/open-jobs';
import { patches } from './full/patches';
import { peers } from './full/peers/peers';
import { recovery } from './full/recovery';
import { replicas } from './full/replicas';
import type { Finding, Look, Section } from './full/section';
import { services } from './full/services';
import { steps } from './full/steps';
import { watching } from './full/watching';
import { machine } from './harness/machine';
import { Stage } from './harness/stage';
import { median } from './harness/stats';
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
  /** How often each is run, but for those that have rounds of their own. */
  readonly rounds: number;
}

type Rounds = ReadonlyMap<Section, readonly (readonly Finding[])[]>;

/** What takes longer: peers, growth, recovery, the other apps alone, replicas. */
export async function full({ only, rounds }: FullOptions, tell: (line: string) => void): Promise<Report> {
  const sections = SECTIONS.filter(({ id }) => only.length === 0 || only.includes(id));
  const results = resultsOf(await interleave(sections, rounds, tell));
  const where = machine();
  const targets = results.flatMap(({ targets }) => targets);
  const text = [machineLine(where), ...(targets.length > 0 ? [targetTable(targets)] : []), ...results.map(show)].join(
    '\n\n',
  );
  return { text, figures: { machine: where, targets, results } };
}

/** All sections in turn, round after round, so that what changes about the machine changes for all of them. */
async function interleave(sections: readonly Section[], rounds: number, tell: (line: string) => void): Promise<Rounds> {
  const found = new Map<Section, (readonly Finding[])[]>(sections.map((section) => [section, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const section of round === 1 ? sections : sections.filter(({ hasRounds }) => !hasRounds)) {
      const began = Date.now();
      found.get(section)?.push(await onStage(section));
      tell(`${round}/${rounds} ${section.id} done in ${Math.round((Date.now() - began) / 1000)} s`);
    }
  }
  return found;
}

async function onStage({ run }: Section): Promise<Finding[]> {
  const stage = new Stage();
  try {
    return await run(stage);
  } finally {
    await stage.clear();
  }
}

function resultsOf(rounds: Rounds) {
  return [...rounds].map(([{ id, title, targets, note }, all]) => {
    const valuesOf = (name: string): number[] =>
      all.flat().flatMap(({ what, value }) => (what === name ? [value] : []));
    const findings = (all[0] ?? []).map(({ what, unit }) => {
      const values = valuesOf(what);
      return { what, value: median(values), unit, values };
    });
    const look: Look = (name) => findings.find(({ what }) => what === name)?.value;
    return { id, title, findings, targets: targets?.(look) ?? [], note: note?.(look) };
  });
}

function show({ title, findings, note }: ReturnType<typeof resultsOf>[number]): string {
  const rows = findings.map(({ what, value, unit }) => [what, `${shorten(value)} ${unit}`]);
  return [`### ${title}`, table(['', ''], rows), ...(note === undefined ? [] : [note])].join('\n\n');
}

function shorten(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}
