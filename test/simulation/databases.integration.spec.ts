import { describeOnDatabases } from './on-databases';

/** The same worlds every time, as in orchestration.spec.ts. */
describeOnDatabases({ runs: Number(process.env.SIM_RUNS ?? 40), usualSeed: 20_261_126 });
