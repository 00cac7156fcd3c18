import { interleave } from '../../harness/scenario';
import { type Summary, summarize } from '../../report/summary';
import { atLeast, atMost, type Target } from '../../report/targets';
import { floorAt, floors } from '../../scenarios/floors';
import { reference } from '../../scenarios/reference';
import type { Finding, Findings, Section } from '../section';
import { bullmq } from './bullmq';
import { dbos } from './dbos';
import { IN_FLIGHT } from './peer';
import { restate } from './restate';

const WINDOW = { rounds: 3, warmUpMs: 1_000, measureMs: 4_000 };

/** Item 3: the same job, in the same rounds, as others recommend to write it; everything durable. */
export const peers: Section = {
  id: 'peers',
  title: 'Beside others, 64 in flight',
  run: async (stage): Promise<Findings> => {
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
    const summaries = summarize(await interleave(scenarios, WINDOW, () => undefined));
    const find = (id: string): Summary | undefined => summaries.find((one) => one.id === id);
    return {
      findings: summaries.flatMap(findingsOf),
      targets: compare(find(ours.id), find),
      ...(others.includes(null) && { note: 'BullMQ is left out: there is no `redis-server` on the PATH.' }),
    };
  },
};

function findingsOf({ title, callsPerSecond, p50, p95, p99, ...summary }: Summary): Finding[] {
  return [
    { what: `${title}: calls`, value: callsPerSecond, unit: 'per second' },
    { what: `${title}: p50`, value: p50, unit: 'ms' },
    { what: `${title}: p95`, value: p95, unit: 'ms' },
    { what: `${title}: p99`, value: p99, unit: 'ms' },
    { what: `${title}: CPU per 1,000 calls, without load and target`, value: sumOf(summary.cpuPer1000), unit: 's' },
    { what: `${title}: memory, without load and target`, value: sumOf(summary.rssMiB), unit: 'MiB' },
  ];
}

function sumOf({ load: _load, target: _target, ...own }: Readonly<Record<string, number>>): number {
  return Object.values(own).reduce((sum, value) => sum + value, 0);
}

function compare(ours: Summary | undefined, find: (id: string) => Summary | undefined): Target[] {
  const times = (factor: number): string => `${factor.toFixed(2)} ×`;
  const than = (id: string, look: (one: Summary) => number): number | undefined => {
    const theirs = find(id);
    return ours && theirs && look(ours) / look(theirs);
  };
  const rate = ({ callsPerSecond }: Summary): number => callsPerSecond;
  return [
    ...atLeast('Calls/s of Restate’s', 4, than('restate', rate), times),
    ...atLeast('Calls/s of DBOS’s', 9, than('dbos', rate), times),
    ...atLeast('Calls/s of BullMQ’s', 1.3, than('bullmq', rate), times),
    ...atMost(
      'CPU per call of Restate’s',
      0.25,
      than('restate', ({ cpuPer1000 }) => sumOf(cpuPer1000)),
      times,
    ),
  ];
}
