import { measureAll } from '../../harness/scenario';
import { type Summary, summarize } from '../../report/summary';
import { atLeast, atMost, times } from '../../report/targets';
import { floorAt, floors } from '../../scenarios/floors';
import { reference } from '../../scenarios/reference';
import type { Finding, Look, Section } from '../section';
import { bullmq } from './bullmq';
import { dbos } from './dbos';
import { IN_FLIGHT } from './peer';
import { restate } from './restate';

const WINDOW = { rounds: 3, firstWarmUpMs: 6_000, warmUpMs: 1_000, measureMs: 4_000 };
const OURS = 'SQLite, reference job';
const RESTATE = 'Restate';
const DBOS = 'DBOS on PostgreSQL';
const BULLMQ = 'BullMQ on Redis';

/** Item 3: the same job, in the same rounds, as others recommend to write it; everything durable. */
export const peers: Section = {
  id: 'peers',
  title: 'Beside others, 64 in flight',
  hasRounds: true,
  run: async (stage) => {
    const target = await stage.target;
    const server = await stage.role('floor-server', { TARGET: target.url });
    const platform = await stage.platform();
    const ours = reference({ id: 'sqlite', title: 'SQLite', platform }, target, 'stateless', IN_FLIGHT);
    const others = [await restate(stage, target), await dbos(stage, target), await bullmq(stage, target)];
    const scenarios = [
      ...floors(target, server, IN_FLIGHT).filter(({ id }) => id === floorAt(IN_FLIGHT)),
      ours,
      ...others.filter((one) => one !== null),
    ];
    return summarize(await measureAll(scenarios, WINDOW, () => undefined)).flatMap(findingsOf);
  },
  targets: (found) => [
    ...atLeast('Calls/s of Restate’s', 4, ratio(found, callsOf, RESTATE), times),
    ...atLeast('Calls/s of DBOS’s', 9, ratio(found, callsOf, DBOS), times),
    ...atLeast('Calls/s of BullMQ’s', 1.3, ratio(found, callsOf, BULLMQ), times),
    ...atMost('CPU per call of Restate’s', 0.25, ratio(found, cpuOf, RESTATE)),
  ],
  note: (found) =>
    found(callsOf(BULLMQ)) === undefined ? 'BullMQ is left out: there is no `redis-server` on the PATH.' : undefined,
};

const callsOf = (title: string): string => `${title}: calls`;
const cpuOf = (title: string): string => `${title}: CPU per 1,000 calls, without load and target`;

/** Ours as to theirs. */
function ratio(found: Look, what: (title: string) => string, theirs: string): number | undefined {
  const [our, their] = [found(what(OURS)), found(what(theirs))];
  return our === undefined || their === undefined ? undefined : our / their;
}

function findingsOf({ title, callsPerSecond, p50, p95, p99, ...summary }: Summary): Finding[] {
  return [
    { what: callsOf(title), value: callsPerSecond, unit: 'per second' },
    { what: `${title}: p50`, value: p50, unit: 'ms' },
    { what: `${title}: p95`, value: p95, unit: 'ms' },
    { what: `${title}: p99`, value: p99, unit: 'ms' },
    { what: cpuOf(title), value: sumOf(summary.cpuPer1000), unit: 's' },
    { what: `${title}: memory, without load and target`, value: sumOf(summary.rssMiB), unit: 'MiB' },
  ];
}

function sumOf({ load: _load, target: _target, ...own }: Readonly<Record<string, number>>): number {
  return Object.values(own).reduce((sum, value) => sum + value, 0);
}
