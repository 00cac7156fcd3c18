import type { Measured } from '../harness/measure';
import type { Rounds, Scenario } from '../harness/scenario';
import { median } from '../harness/stats';

/** One line of the table: medians over the rounds. Times in milliseconds. */
export interface Summary {
  readonly id: string;
  readonly title: string;
  readonly inFlight: number;
  readonly jobsPerSecond: number;
  readonly callsPerSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Calls per second, as a share of the floor's in the same round. */
  readonly ofFloor: number;
  /** Median latency, as a multiple of the floor's in the same round. */
  readonly timesFloorLatency: number;
  /** CPU seconds per 1,000 calls, by process. */
  readonly cpuPer1000: Readonly<Record<string, number>>;
  /** At the end of the window, by process. */
  readonly rssMiB: Readonly<Record<string, number>>;
}

export function summarize(rounds: Rounds): Summary[] {
  const byId = new Map([...rounds].map(([scenario, measured]) => [scenario.id, { scenario, measured }]));
  return [...rounds].map(([scenario, measured]) => {
    const floor = byId.get(scenario.floor);
    return summaryOf(scenario, measured, floor?.scenario ?? scenario, floor?.measured ?? measured);
  });
}

function summaryOf(
  scenario: Scenario,
  measured: readonly Measured[],
  floor: Scenario,
  floorMeasured: readonly Measured[],
): Summary {
  const middle = (look: (one: Measured, round: number) => number): number => median(measured.map(look));
  const rate = (one: Measured | undefined, { calls }: Scenario): number =>
    one === undefined ? NaN : (one.done * calls) / one.seconds;
  const names = Object.keys(measured[0]?.use ?? {});
  const byProcess = (look: (one: Measured, name: string) => number) =>
    Object.fromEntries(names.map((name) => [name, middle((one) => look(one, name))]));
  return {
    id: scenario.id,
    title: scenario.title,
    inFlight: scenario.inFlight,
    jobsPerSecond: middle((one) => one.done / one.seconds),
    callsPerSecond: middle((one) => rate(one, scenario)),
    p50: middle(({ p50 }) => p50),
    p95: middle(({ p95 }) => p95),
    p99: middle(({ p99 }) => p99),
    ofFloor: middle((one, round) => rate(one, scenario) / rate(floorMeasured[round], floor)),
    timesFloorLatency: middle((one, round) => one.p50 / (floorMeasured[round]?.p50 ?? NaN)),
    cpuPer1000: byProcess((one, name) => ((one.use[name]?.cpuSeconds ?? NaN) * 1000) / (one.done * scenario.calls)),
    rssMiB: byProcess((one, name) => one.use[name]?.rssMiB ?? NaN),
  };
}
