import { describeOnDatabases } from './on-databases';

describeOnDatabases({ runs: Number(process.env.SIM_RUNS ?? 1_000) });
