import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Child } from '../harness/child';
import { measure } from '../harness/measure';
import type { Scenario } from '../harness/scenario';
import { TASKS } from '../jobs';

const BODY = JSON.stringify({ name: 'reference' });

export const floorAt = (inFlight: number): string => `floor@${inFlight}`;

/** The bare script without durability, with one grouped fsync, and behind HTTP. */
export function floors(target: Child, server: Child, inFlight: number): Scenario[] {
  const common = { floor: floorAt(inFlight), inFlight, calls: TASKS };
  return [
    {
      ...common,
      id: floorAt(inFlight),
      title: 'Floor: bare script, nothing on disk',
      run: (window) => measure('floor', window, { target: target.url }, [target]),
    },
    {
      ...common,
      id: `floor-fsync@${inFlight}`,
      title: 'Bare script, grouped fsync before each step and at the end',
      run: async (window) => {
        const file = join(tmpdir(), `bench-floor-${process.pid}`);
        const measured = await measure('floor', window, { target: target.url, file }, [target]);
        rmSync(file);
        return measured;
      },
    },
    {
      ...common,
      id: `floor-http@${inFlight}`,
      title: 'Bare script behind HTTP, nothing on disk',
      run: (window) =>
        measure('load', window, { urls: [`${server.url}/run`], body: BODY, expect: 'completed' }, [target, server]),
    },
  ];
}
