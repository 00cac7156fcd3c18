import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Platform } from '../e2e/support/platform';
import { ask } from '../support/http';
import { ModelService } from '../support/model-service';
import { ClientProcess } from './support/client-process';
import type { Attacks } from './support/stalls/attacks';
import { type Attack, hostileRequests } from './support/stalls/hostile-requests';
import { hostileResponses, hostileStates } from './support/stalls/hostile-service';
import { Turns } from './support/stalls/turns';
import type { App } from './support/documents';

/** CPU time of the app's thread: on a machine that is busy with others a turn takes longer, whatever the app does. */
const LONGEST_TURN_MS = 100;
/** Compiling code and collecting garbage add to a turn, but not each time: the shortest of these counts. */
const ATTEMPTS = 5;
const MOST_MEMORY_MIB = 700;
const SLOWEST_BYSTANDER_MS = 5_000;

/** By address: how often each status came, and how long the slowest response took. */
type Served = Record<string, { readonly responses: Record<string, number>; readonly slowestMs: number }>;

interface Stall {
  readonly name: string;
  readonly status: number;
  readonly ms: number;
}

describe('hostile inputs', () => {
  let platform: Platform;
  let directory: string;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'turns-'));
    platform = await Platform.start(['examples/designs/todo.json'], Turns.environment(directory));
  }, 120_000);
  afterAll(async () => {
    await platform.stop();
    rmSync(directory, { recursive: true });
  });

  const stallOf = async (url: string, turns: Turns, name: string, attack: Attack): Promise<Stall> => {
    let [ms, status] = [Infinity, 0];
    for (let attempt = 0; attempt < ATTEMPTS && ms > LONGEST_TURN_MS; attempt++) {
      turns.longest();
      status = await attack(url);
      // A turn is told of when it is over, which it is when another request is served.
      for (let pings = 0; pings < 3; pings++) await ask(`${url}/ping`);
      ms = Math.min(ms, turns.longest());
    }
    return { name, status, ms: Math.round(ms) };
  };

  const stallsOf = async (app: App, attacks: Attacks): Promise<Stall[]> => {
    const url = platform.urls[app];
    const turns = new Turns(directory, app);
    const bystander = ClientProcess.start<Served>('stalls/ask-all-the-time.mjs', [`${url}/ping`, `${url}/health`]);
    const stalls: Stall[] = [];
    for (const [name, attack] of Object.entries(attacks)) stalls.push(await stallOf(url, turns, name, attack));
    const served = await bystander.stop();
    const [worst] = stalls.sort((one, other) => other.ms - one.ms);
    process.stderr.write(
      `${app}: ${stalls.length} inputs, at most ${worst!.ms} ms (${worst!.name}) and ${turns.mostMemory.toFixed(0)} MiB\n`,
    );
    expect(turns.mostMemory).toBeLessThan(MOST_MEMORY_MIB);
    for (const { responses, slowestMs } of Object.values(served)) {
      expect(Object.keys(responses)).toEqual(['200']);
      expect(slowestMs).toBeLessThan(SLOWEST_BYSTANDER_MS);
    }
    return stalls;
  };

  it.each(['discovery', 'shared-state', 'job-control', 'engine-service'] as const)(
    'block %s for other clients for a tenth of a second at most',
    async (app) => {
      const stalls = await stallsOf(app, hostileRequests(app));
      expect(stalls.length).toBeGreaterThanOrEqual(60);
      expect(stalls.filter(({ ms }) => ms > LONGEST_TURN_MS)).toEqual([]);
      expect(stalls.filter(({ status }) => status >= 500)).toEqual([]);
    },
    600_000,
  );

  it('block job-control as little when a service or a state document responds with them', async () => {
    const service = await ModelService.start();
    await service.register(platform.urls.discovery);
    const states = await hostileStates(platform.urls['shared-state'], service);
    const stalls = await stallsOf('job-control', { ...hostileResponses(service), ...states });
    await service.stop();
    expect(stalls.filter(({ ms }) => ms > LONGEST_TURN_MS)).toEqual([]);
    expect(stalls.filter(({ status }) => status !== 200)).toEqual([]);
  }, 600_000);
});
