import { machine } from './harness/machine';
import { measureAll, type Scenario, type Window } from './harness/scenario';
import { Stage } from './harness/stage';
import { summarize } from './report/summary';
import { machineLine, startTable, throughputTable, usageTable } from './report/tables';
import { quickTargets, targetTable } from './report/targets';
import { floors } from './scenarios/floors';
import { type Place, reference } from './scenarios/reference';
import { startTimes } from './scenarios/start';
import type { Variant } from './jobs';
import type { Report } from './main';

export interface QuickOptions extends Window {
  /** Only scenarios whose id begins with one of these; the floors always run. Empty: all. */
  readonly only: readonly string[];
  /** How many jobs are in flight at a time. */
  readonly loads: readonly number[];
  /** How often the platform is started; 0 leaves item 7 out. */
  readonly starts: number;
}

const VARIANTS = ['stateless', 'state', 'failing'] as const;
/** Of job-control, on PostgreSQL. */
const REPLICAS = [1, 2, 3];

/** Items 1, 2 and 7: the reference job, the floor, and the start. */
export async function quick(
  { only, loads, starts, ...window }: QuickOptions,
  tell: (line: string) => void,
): Promise<Report> {
  const stage = new Stage();
  const wanted = (id: string): boolean => only.length === 0 || only.some((prefix) => id.startsWith(prefix));
  try {
    const target = await stage.target;
    const server = await stage.role('floor-server', { TARGET: target.url });
    const places = await openPlaces(stage, only);
    const scenarios = loads.flatMap((inFlight): Scenario[] => [
      ...floors(target, server, inFlight).filter(({ id, floor }) => id === floor || wanted(id)),
      ...places
        .flatMap((place) => variantsOf(place, inFlight).map((variant) => reference(place, target, variant, inFlight)))
        .filter(({ id }) => wanted(id)),
    ]);
    const summaries = summarize(await measureAll(scenarios, window, tell));
    await stage.clear();
    const start = starts > 0 ? await startTimes(starts, tell) : undefined;
    const targets = quickTargets(summaries, start);
    const where = machine();
    const text = [
      machineLine(where),
      targetTable(targets),
      throughputTable(summaries),
      usageTable(summaries),
      ...(start ? [startTable(start)] : []),
    ].join('\n\n');
    return { text, figures: { machine: where, window, targets, summaries, start } };
  } finally {
    await stage.clear();
  }
}

/** Replicas share what one has too much of: a job alone, and what else a job may be, is the same with them. */
function variantsOf({ platform }: Place, inFlight: number): readonly Variant[] {
  if (platform.jobControls.length === 1) return VARIANTS;
  return inFlight > 1 ? ['stateless'] : [];
}

async function openPlaces(stage: Stage, only: readonly string[]): Promise<Place[]> {
  const opened: Place[] = [];
  const needed = (id: string): boolean => only.length === 0 || only.some((prefix) => prefix.startsWith(id));
  if (needed('sqlite')) opened.push({ id: 'sqlite', title: 'SQLite', platform: await stage.platform() });
  for (const replicas of REPLICAS) {
    const id = replicas === 1 ? 'postgres' : `replicas-${replicas}`;
    if (!needed(id)) continue;
    const database = await stage.postgres();
    const platform = await stage.platform({ databaseUrl: database.url, replicas });
    opened.push({ id, title: replicas === 1 ? 'PostgreSQL' : `PostgreSQL, ${replicas} replicas`, platform, database });
  }
  return opened;
}
