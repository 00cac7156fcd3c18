// Plants one bug after another in a copy of the orchestration core and its runtime, and looks who notices. See
// docs/planted-faults.md, which this writes. What is known of the same code is not looked for again, so that an
// interrupted run goes on.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FAULTS } from './faults.mjs';
import { look } from './look.mjs';
import { untold, writeReport } from './report.mjs';
import { Results } from './results.mjs';
import { Workbench } from './workbench.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const REPORT = join(root, 'docs/planted-faults.md');
const RUNS = process.env.SIM_RUNS ?? '600';
const SUITES = {
  specs: {
    project: 'unit',
    paths: ['core/', 'runtime/driving/job-driver', 'runtime/orchestrator'].map((of) => `libs/orchestration/src/${of}`),
    env: {},
  },
  simulation: {
    project: 'integration',
    paths: ['test/simulation/orchestration'],
    env: { SIM_RUNS: RUNS, SIM_SHRINK: 'no' },
  },
};
/** A suite may take so many times what it takes without a bug. */
const TIMES_AS_LONG = 5;
const LEAST_LIMIT_MS = 120_000;

const bench = new Workbench(root);
try {
  if (process.argv.includes('--check')) check();
  else await run();
} finally {
  bench.remove();
}

function check() {
  for (const fault of FAULTS) bench.plant(fault)();
  fail(untold(REPORT, FAULTS).map(({ name }) => `docs/planted-faults.md does not tell of: ${name}`));
}

async function run() {
  const results = new Results(join(root, 'dist/planted-faults.json'), `${bench.fingerprint()} ${RUNS}`);
  const missing = FAULTS.filter((fault) => results.of(fault) === undefined);
  const limits = missing.length > 0 ? limitsOfSoundCode() : null;
  for (const fault of missing) {
    const restore = bench.plant(fault);
    const specs = look(bench, SUITES.specs, limits.specs).outcome;
    const simulation = look(bench, SUITES.simulation, limits.simulation).outcome;
    restore();
    results.keep(fault, { specs, simulation });
    process.stdout.write(`${specs.padEnd(9)} ${simulation.padEnd(9)} ${fault.name}\n`);
  }
  const rows = FAULTS.map((fault) => ({ ...fault, ...results.of(fault) }));
  await writeReport(REPORT, rows, RUNS);
  const well = ({ specs, simulation }) =>
    [specs, simulation].includes('caught') && ![specs, simulation].some(isInconclusive);
  fail(rows.filter((row) => !well(row)).map(({ name, specs, simulation }) => `${name}: ${specs}, ${simulation}`));
}

function limitsOfSoundCode() {
  const limits = Object.entries(SUITES).map(([name, suite]) => {
    const { outcome, tookMs } = look(bench, suite, 600_000);
    if (outcome !== 'missed') throw new Error(`${name} without any planted bug: ${outcome}`);
    return [name, Math.max(LEAST_LIMIT_MS, TIMES_AS_LONG * tookMs)];
  });
  return Object.fromEntries(limits);
}

function isInconclusive(outcome) {
  return outcome === 'timed out' || outcome === 'broken';
}

function fail(reasons) {
  for (const reason of reasons) process.stderr.write(`${reason}\n`);
  if (reasons.length > 0) process.exitCode = 1;
}
