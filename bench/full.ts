import { documents } from './full/documents';
import { journal } from './full/journal';
import { lookups } from './full/lookups';
import { neighbour } from './full/neighbour';
import { openJobs } from './full/open-jobs';
import { patches } from './full/patches';
import { peers } from './full/peers/peers';
import { recovery } from './full/recovery';
import type { Finding, Look, Section } from './full/section';
import { search } from './full/search';
import { services } from './full/services';
import { steps } from './full/steps';
import { units } from './full/units';
import { waits } from './full/waits';
import { watching } from './full/watching';
import { machine } from './harness/machine';
import { inRounds } from './harness/rounds';
import { Stage } from './harness/stage';
import { median } from './harness/stats';
import type { Report } from './main';
import { machineLine, table } from './report/tables';
import { targetTable } from './report/targets';

const SECTIONS: readonly Section[] = [
  peers,
  openJobs,
  steps,
  units,
  services,
  documents,
  journal,
  recovery,
  neighbour,
  lookups,
  search,
  watching,
  waits,
  patches,
];

interface FullOptions {
  /** Ids of sections; empty: all. */
  readonly only: readonly string[];
  /** How often each is run, but for those that have rounds of their own. */
  readonly rounds: number;
}

/** What takes longer: peers, growth, recovery, the other apps alone. */
export async function full({ only, rounds }: FullOptions, tell: (line: string) => void): Promise<Report> {
  const sections = SECTIONS.filter(({ id }) => only.length === 0 || only.includes(id));
  const run = async (section: Section, round: string): Promise<Finding[]> => {
    const began = Date.now();
    const findings = await onStage(section);
    tell(`${round} ${section.id} done in ${Math.round((Date.now() - began) / 1000)} s`);
    return findings;
  };
  const [once, often] = [sections.filter(({ hasRounds }) => hasRounds), sections.filter(({ hasRounds }) => !hasRounds)];
  const found = new Map([...(await inRounds(once, 1, run)), ...(await inRounds(often, rounds, run))]);
  const results = sections.map((section) => resultOf(section, found.get(section) ?? []));
  const where = machine();
  const targets = results.flatMap(({ targets }) => targets);
  const text = [machineLine(where), ...(targets.length > 0 ? [targetTable(targets)] : []), ...results.map(show)].join(
    '\n\n',
  );
  return { text, figures: { machine: where, targets, results } };
}

async function onStage({ run }: Section): Promise<Finding[]> {
  const stage = new Stage();
  try {
    return await run(stage);
  } finally {
    await stage.clear();
  }
}

/** Medians over the rounds. */
function resultOf({ id, title, targets, note }: Section, rounds: readonly Finding[][]) {
  const findings = (rounds[0] ?? []).map(({ what, unit }) => {
    const values = rounds.flat().flatMap((finding) => (finding.what === what ? [finding.value] : []));
    return { what, value: median(values), unit, values };
  });
  const look: Look = (name) => findings.find(({ what }) => what === name)?.value;
  return { id, title, findings, targets: targets?.(look) ?? [], note: note?.(look) };
}

function show({ title, findings, note }: ReturnType<typeof resultOf>): string {
  const rows = findings.map(({ what, value, unit }) => [what, `${shorten(value)} ${unit}`]);
  return [`### ${title}`, table(['', ''], rows), ...(note === undefined ? [] : [note])].join('\n\n');
}

function shorten(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}
