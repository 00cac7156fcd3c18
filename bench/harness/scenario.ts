import type { LoopOptions } from './closed-loop';
import type { Measured } from './measure';
import { inRounds } from './rounds';

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

/** All scenarios in rounds, after each had time to become as fast as it will be. */
export async function measureAll(
  scenarios: readonly Scenario[],
  { rounds, firstWarmUpMs, warmUpMs, measureMs }: Window,
  tell: (progress: string) => void,
): Promise<Rounds> {
  for (const { run, inFlight } of scenarios) {
    // One at a time makes little of it, and comes after many at a time to the same processes.
    await run({ inFlight, warmUpMs: 0, measureMs: inFlight > 1 ? firstWarmUpMs : warmUpMs });
  }
  return inRounds(scenarios, rounds, async ({ id, inFlight, calls, run }, round) => {
    const measured = await run({ inFlight, warmUpMs, measureMs });
    const perSecond = (measured.done * calls) / measured.seconds;
    tell(`${round} ${id}: ${perSecond.toFixed(0)} calls/s, p50 ${measured.p50.toFixed(2)} ms`);
    return measured;
  });
}
