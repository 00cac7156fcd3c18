import { onEveryDatabase } from '#storage/testing';
import { keptScenarios, simulateMany } from './run-scenarios';
import { Simulator } from './simulator';
import { RealDatabase } from './stored-journal';

const LIMIT_MS = 3_600_000;

/** The simulation, with the journal on real databases. */
export function describeOnDatabases(many: { readonly runs: number; readonly usualSeed?: number }): void {
  onEveryDatabase('with the journal', (fresh) => {
    describe('jobs, whatever happens to them', () => {
      let database: RealDatabase;
      beforeAll(async () => (database = await RealDatabase.open(await fresh())));
      afterAll(() => database.close());

      const title = `keep every promise of the saga rules, in ${many.runs} random worlds`;
      it(title, () => simulateMany({ ...many, newStore: database.emptied }), LIMIT_MS);

      it.each(keptScenarios())('keep them where they once did not: %s', async (_, scenario) => {
        await new Simulator(scenario, database.emptied).run();
      });
    });
  });
}
