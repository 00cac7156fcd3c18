import type { LoopOptions } from './closed-loop';
import type { Measured } from './measure';

/** Something that is measured the same way in every round. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** What it is compared with: the id of another scenario at the same load. */
  readonly floor: string;
  readonly inFlight: number;
  /** Calls to services that one job makes. */
  readonly calls: number;
  /** The processes that belong to it, for the table; the load generator and the target aside. */
  readonly run: (window: LoopOptions) => Promise<Measured>;
}

export interface Window {
  readonly rounds: number;
  /** Before the first round: V8 and others make code faster that was run a few thousand times. */
  readonly firstWarmUpMs: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

export type Rounds = ReadonlyMap<Scenario, readonly Measured[]>;

/** All scenarios in turn, round after round, so that what changes about the machine changes for all of them. */
export async function interleave(
  scenarios: readonly Scenario[],
  { rounds, firstWarmUpMs, warmUpMs, measureMs }: Window,
  tell: (progress: string) => void,
): Promise<Rounds> {
  for (const { run, inFlight } of scenarios) {
    // One at a time makes little of it, and comes after many at a time to the same processes.
    await run({ inFlight, warmUpMs: 0, measureMs: inFlight > 1 ? firstWarmUpMs : warmUpMs });
  }
  const results = new Map<Scenario, Measured[]>(scenarios.map((scenario) => [scenario, []]));
  for (let round = 1; round <= rounds; round++) {
    // Every other round backwards: nobody always comes after the same neighbour.
    for (const scenario of round % 2 === 1 ? scenarios : scenarios.toReversed()) {
      const measured = await scenario.run({ inFlight: scenario.inFlight, warmUpMs, measureMs });
      results.get(scenario)?.push(measured);
      const perSecond = (measured.done * scenario.calls) / measured.seconds;
      tell(`${round}/${rounds} ${scenario.id}: ${perSecond.toFixed(0)} calls/s, p50 ${measured.p50.toFixed(2)} ms`);
    }
  }
  return results;
}
