import { simulateMany } from './run-scenarios';

const RUNS = Number(process.env.SIM_RUNS ?? 50_000);

it(
  `jobs keep every promise of the saga rules, in ${RUNS} random worlds`,
  () => simulateMany({ runs: RUNS }),
  3_600_000,
);
