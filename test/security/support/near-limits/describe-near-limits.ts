import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { Platform } from '../../../e2e/support/platform';
import { ask } from '../../../support/http';
import { ModelService } from '../../../support/model-service';
import { ClientProcess } from '../client-process';
import { type App, APPS } from '../documents';
import { exchange } from '../stalls/send';
import { Turns } from '../stalls/turns';
import type { NearRequest } from './request';
import { TO_ENGINE } from './to-engine';
import { JOB_CONTROL_LIMITS, prepareJobControl, SIZED, sizedResponse, TO_JOB_CONTROL } from './to-job-control';
import { prepareSharedState, TO_DISCOVERY, TO_SHARED_STATE } from './to-registries';

/** CPU time of an app's thread; see stalls.ci-spec.ts. */
const LONGEST_TURN_MS = 100;
const ATTEMPTS = 5;
const ALONE_MS = 3_000;
/** Beside documents of megabytes, on two cores that clients and services share. */
const SLOWER = 20;
const SHORTEST_MS = 50;
const LONGEST_MS = 5_000;

type Work = Record<App, { count: number; wrong: string[]; p99Ms: number; longestMs: number }>;

const REQUESTS = fc.oneof(
  ...[TO_DISCOVERY, TO_SHARED_STATE, TO_JOB_CONTROL, TO_ENGINE].map((requests) => fc.oneof(...requests)),
);

/**
 * @param runs how many requests, unless NEAR_RUNS says so
 * @param seed which ones, unless NEAR_SEED says so
 */
export function describeNearLimits(runs: number, seed: number): void {
  const numRuns = Number(process.env.NEAR_RUNS ?? runs);
  const SEED = Number(process.env.NEAR_SEED ?? seed);
  describe('requests near every limit', () => {
    let platform: Platform;
    let service: ModelService;
    let directory: string;
    beforeAll(async () => {
      directory = mkdtempSync(join(tmpdir(), 'near-'));
      // New jobs are not to be refused for load here: the machine may have much else to do.
      const settings = { ...Turns.environment(directory), ...JOB_CONTROL_LIMITS, LOAD_SHED_DELAY_MS: '0' };
      platform = await Platform.start(['examples/designs/todo.json'], settings);
      service = await ModelService.start({ name: SIZED });
      service.behave = sizedResponse;
      await service.register(platform.urls.discovery);
      await prepareSharedState(platform.urls['shared-state']);
      await prepareJobControl(platform.urls['job-control']);
    }, 120_000);
    afterAll(async () => {
      await service.stop();
      await platform.stop();
      rmSync(directory, { recursive: true });
    });

    it(`are taken within it and refused beyond, while others are served as before (NEAR_SEED=${SEED})`, async () => {
      const { urls } = platform;
      const turns = Object.fromEntries(APPS.map((app) => [app, new Turns(directory, app)])) as Record<App, Turns>;
      const alone = await worked(urls, () => delay(ALONE_MS));
      const beside = await worked(urls, () =>
        fc.assert(
          fc.asyncProperty(REQUESTS, (request) => expectServed(request, urls, turns)),
          { seed: SEED, numRuns, endOnFailure: true },
        ),
      );
      for (const app of APPS) {
        expect({ app, wrong: [...alone[app].wrong, ...beside[app].wrong] }).toEqual({ app, wrong: [] });
        expect(beside[app].count).toBeGreaterThan(alone[app].count);
        expect(beside[app].p99Ms).toBeLessThan(Math.max(alone[app].p99Ms, SHORTEST_MS) * SLOWER);
        expect(beside[app].longestMs).toBeLessThan(LONGEST_MS);
      }
      await platform.expectAllAlive();
    }, 3_600_000);
  });
}

/** What steady work beside something came to. */
async function worked(urls: Record<App, string>, something: () => Promise<void>): Promise<Work> {
  const addresses = [urls.discovery, urls['shared-state'], urls['job-control'], urls['engine-service']];
  const client = ClientProcess.start<Work>('near-limits/steady-work.mjs', addresses);
  await something().catch(async (error: unknown) => {
    await client.stop();
    throw error;
  });
  return client.stop();
}

/** Garbage and code that is compiled come on top of some turns: of several attempts the shortest counts. */
async function expectServed(request: NearRequest, urls: Record<App, string>, turns: Record<App, Turns>): Promise<void> {
  const { app, what, statuses } = request;
  let ms = Infinity;
  for (let attempt = 0; attempt < ATTEMPTS && ms > LONGEST_TURN_MS; attempt++) {
    longestOf(turns);
    const { path, body, headers, holds = '', method = body === undefined ? 'GET' : 'POST' } = request.sent();
    const json = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const { status, text } = await exchange(method, urls[app] + path, json, headers);
    if (!statuses.includes(status) || !text.includes(holds)) {
      throw new Error(`${app}, ${what}: expected ${String(statuses)} ${holds}, got ${status} ${text.slice(0, 500)}`);
    }
    // A turn is told of when it is over, which it is when something else is answered.
    for (const url of Object.values(urls)) await ask(`${url}/ping`);
    ms = Math.min(ms, longestOf(turns));
  }
  if (ms > LONGEST_TURN_MS) throw new Error(`${app}, ${what}: a turn of ${ms.toFixed(0)} ms`);
}

function longestOf(turns: Record<App, Turns>): number {
  return Math.max(...Object.values(turns).map((one) => one.longest()));
}
