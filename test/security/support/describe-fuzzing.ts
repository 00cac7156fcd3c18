import { TestPostgres } from '#storage/testing';
import { Platform } from '../../e2e/support/platform';
import { Fuzzer } from './fuzz';

/**
 * @param runs how many requests, unless FUZZ_RUNS says so
 * @param seed which ones, unless FUZZ_SEED says so; the name of the test tells
 */
export function describeFuzzing(runs: number, seed: number): void {
  const RUNS = Number(process.env.FUZZ_RUNS ?? runs);
  const SEED = Number(process.env.FUZZ_SEED ?? seed);
  describe('requests made from our own documents, valid, nearly valid and hostile', () => {
    let platform: Platform;
    let fuzzer: Fuzzer;
    let postgres: TestPostgres | undefined;
    beforeAll(async () => {
      // New jobs are not to be refused for load here, and none is to wait long for what is not there.
      const limits = { LOAD_SHED_DELAY_MS: '0', JOB_BIND_TIMEOUT_MS: '50', JOB_STATE_TIMEOUT_MS: '50' };
      postgres = process.env.TEST_DATABASE === 'postgres' ? await TestPostgres.start() : undefined;
      const database = postgres && { DATABASE_URL: await postgres.createDatabase() };
      platform = await Platform.start(['examples/designs/todo.json'], { ...limits, ...database });
      fuzzer = new Fuzzer(platform.urls);
    }, 120_000);
    afterAll(async () => {
      await fuzzer.close();
      await platform.stop();
      await postgres?.stop();
    });

    it(`get a response, as documented, and never one that says that we are at fault (FUZZ_SEED=${SEED})`, async () => {
      const { sent, statuses, findings } = await fuzzer.run(SEED, RUNS);
      expect({ seed: SEED, findings }).toEqual({ seed: SEED, findings: [] });
      expect(sent).toBeGreaterThanOrEqual(RUNS);
      // It is no fuzzing of one refusal: calls of every app get through, too.
      for (const app of Object.keys(platform.urls)) expect(statuses[`${app} 200`]).toBeGreaterThan(sent / 200);
      await platform.expectAllAlive();
    }, 600_000);
  });
}
