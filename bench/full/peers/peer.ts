import { join } from 'node:path';
import type { Child } from '../../harness/child';
import { type Watched, measure } from '../../harness/measure';
import { ROOT } from '../../harness/root';
import type { Scenario } from '../../harness/scenario';
import { MESSAGE, STEPS, TASKS, TASKS_PER_STEP } from '../../jobs';
import { floorAt } from '../../scenarios/floors';

export const IN_FLIGHT = 64;

/** A script of bench/peers. */
export const script = (name: string): string => join(ROOT, 'bench/peers', `${name}.mjs`);

/** What those scripts have to know of the job. */
export const jobFor = (target: Child): Record<string, string> => ({
  TARGET: target.url,
  MESSAGE: JSON.stringify(MESSAGE),
  STEPS: String(STEPS),
  TASKS_PER_STEP: String(TASKS_PER_STEP),
});

/** The reference job of a peer, behind one address. */
export function peer(id: string, title: string, url: string, watched: readonly Watched[]): Scenario {
  return {
    id,
    title,
    floor: floorAt(IN_FLIGHT),
    inFlight: IN_FLIGHT,
    calls: TASKS,
    run: (window) => measure('load', window, { urls: [url], body: '{}', expect: 'completed' }, watched),
  };
}
