import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Scenario, scenarios } from './scenario';
import { Simulator } from './simulator';
import type { NewStore } from './store';

/** Every scenario that ever failed, as small as it could be made, with what was wrong then. */
const KEPT = join(__dirname, 'seeds.json');

interface Kept {
  readonly broken: string;
  readonly seed: number;
  readonly scenario: Scenario;
}

function readKept(): Kept[] {
  return JSON.parse(readFileSync(KEPT, 'utf8')) as Kept[];
}

export function keptScenarios(): [string, Scenario][] {
  return readKept().map(({ broken, scenario }) => [broken, scenario]);
}

interface Many {
  readonly runs: number;
  readonly usualSeed?: number;
  readonly newStore?: NewStore;
}

/**
 * Runs random scenarios; SIM_SEED repeats a former run, SIM_SHRINK=no saves time. What fails is made small, kept and
 * printed.
 */
export async function simulateMany({ runs, usualSeed, newStore }: Many): Promise<void> {
  const seed = process.env.SIM_SEED === undefined ? usualSeed : Number(process.env.SIM_SEED);
  const property = fc.asyncProperty(scenarios, async (scenario) => {
    await new Simulator(scenario, newStore).run();
  });
  const endOnFailure = process.env.SIM_SHRINK === 'no';
  const result = await fc.check(property, { numRuns: runs, endOnFailure, ...(seed !== undefined && { seed }) });
  if (!result.failed) return;
  const scenario = result.counterexample?.[0];
  const broken = result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance);
  if (scenario) keep({ broken, seed: result.seed, scenario });
  throw new Error(`SIM_SEED=${result.seed}: ${broken}`, { cause: result.errorInstance });
}

function keep(failed: Kept): void {
  writeFileSync(KEPT, `${JSON.stringify([...readKept(), failed], null, 2)}\n`);
}
