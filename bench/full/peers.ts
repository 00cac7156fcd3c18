import { join } from 'node:path';
import { type Child } from '../harness/child';
import { freePort } from '../harness/free-port';
import { measure } from '../harness/measure';
import { post } from '../harness/platform';
import { ROOT } from '../harness/root';
import { interleave, type Scenario } from '../harness/scenario';
import type { Stage } from '../harness/stage';
import { MESSAGE, STEPS, TASKS, TASKS_PER_STEP } from '../jobs';
import { type Summary, summarize } from '../report/summary';
import { atLeast, atMost, type Target } from '../report/targets';
import { floorAt, floors } from '../scenarios/floors';
import { reference } from '../scenarios/reference';
import type { Finding, Findings, Section } from './section';

const IN_FLIGHT = 64;
const WINDOW = { rounds: 3, warmUpMs: 1_000, measureMs: 4_000 };
const PEERS = join(ROOT, 'bench/peers');

/** Item 3: the same job, in the same rounds, as others recommend to write it; everything durable. */
export const peers: Section = {
  id: 'peers',
  title: 'Beside others, 64 in flight',
  run: async (stage): Promise<Findings> => {
    const target = await stage.target;
    const server = await stage.role('floor-server', { TARGET: target.url });
    const platform = await stage.platform();
    const ours = reference({ id: 'sqlite', title: 'SQLite', platform }, target, 'stateless', IN_FLIGHT);
    const scenarios = [
      ...floors(target, server, IN_FLIGHT).filter(({ id }) => id === floorAt(IN_FLIGHT)),
      ours,
      await restate(stage, target),
    ];
    const summaries = summarize(await interleave(scenarios, WINDOW, () => undefined));
    const find = (id: string): Summary | undefined => summaries.find((one) => one.id === id);
    return { findings: summaries.flatMap(findingsOf), targets: compare(find(ours.id), find('restate')) };
  },
};

async function restate(stage: Stage, target: Child): Promise<Scenario> {
  const port = String(await freePort());
  const env = {
    TARGET: target.url,
    MESSAGE: JSON.stringify(MESSAGE),
    STEPS: String(STEPS),
    TASKS_PER_STEP: String(TASKS_PER_STEP),
    PORT: port,
  };
  const service = await stage.child('restate service', join(PEERS, 'restate-service.mjs'), env);
  const server = await stage.child('restate server', join(PEERS, 'restate-server.mjs'));
  const { origin, hash } = new URL(server.url);
  await post(`http://${hash.slice(1)}/deployments`, { uri: service.url });
  return {
    id: 'restate',
    title: 'Restate',
    floor: floorAt(IN_FLIGHT),
    inFlight: IN_FLIGHT,
    calls: TASKS,
    run: (window) =>
      measure('load', window, { urls: [`${origin}/reference/run`], body: '{}', expect: 'completed' }, [
        service,
        server,
      ]),
  };
}

function findingsOf({ title, callsPerSecond, p50, ...summary }: Summary): Finding[] {
  return [
    { what: `${title}: calls`, value: callsPerSecond, unit: 'per second' },
    { what: `${title}: p50`, value: p50, unit: 'ms' },
    { what: `${title}: CPU per 1,000 calls, without load and target`, value: cpuOf(summary), unit: 's' },
  ];
}

function cpuOf({ cpuPer1000 }: Pick<Summary, 'cpuPer1000'>): number {
  const { load: _load, target: _target, ...own } = cpuPer1000;
  return Object.values(own).reduce((sum, value) => sum + value, 0);
}

function compare(ours: Summary | undefined, theirs: Summary | undefined): Target[] {
  if (!ours || !theirs) return [];
  const times = (factor: number): string => `${factor.toFixed(2)} ×`;
  return [
    ...atLeast('Calls/s of Restate’s', 4, ours.callsPerSecond / theirs.callsPerSecond, times),
    ...atMost('CPU per call of Restate’s', 0.25, cpuOf(ours) / cpuOf(theirs), times),
  ];
}
