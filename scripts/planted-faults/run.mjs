// Plants one bug after another in a copy of the orchestration core and looks who notices: the specs of the core, the
// simulation, or nobody. Writes docs/planted-faults.md, and fails when a bug went unnoticed.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FAULTS } from './faults.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const copy = mkdtempSync(join(tmpdir(), 'planted-faults-'));
/** Only those whose name holds this text; the table then stays as it is. */
const only = process.argv[2] ?? '';
const RUNS = process.env.SIM_RUNS ?? '600';

for (const part of ['libs', 'test/simulation', 'jest.config.js', 'package.json', 'tsconfig.json']) {
  cpSync(join(root, part), join(copy, part), { recursive: true });
}
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

const core = (file) => join(copy, 'libs/orchestration/src/core', file);

function plant({ file, find, put, also }) {
  const before = readFileSync(core(file), 'utf8');
  if (!before.includes(find)) throw new Error(`${file} does not hold ${JSON.stringify(find)} any more`);
  writeFileSync(core(file), before.replace(find, put));
  const restoreAlso = also ? plant(also) : () => undefined;
  return () => {
    restoreAlso();
    writeFileSync(core(file), before);
  };
}

/** Whether tests under `path` fail. */
function notices(path) {
  const { status } = spawnSync('npx', ['jest', '--selectProjects', 'unit', '--bail', '--', path], {
    cwd: copy,
    env: { ...process.env, SIM_RUNS: RUNS, SIM_SHRINK: 'no' },
    timeout: 120_000,
    stdio: 'ignore',
  });
  return status !== 0;
}

const rows = [];
try {
  if (notices('libs/orchestration/src/core/') || notices('test/simulation/orchestration')) {
    throw new Error('the tests fail without any planted fault');
  }
  for (const fault of FAULTS.filter(({ name }) => name.includes(only))) {
    const restore = plant(fault);
    const row = {
      ...fault,
      specs: notices('libs/orchestration/src/core/'),
      simulation: notices('test/simulation/orchestration'),
    };
    restore();
    rows.push(row);
    process.stdout.write(
      `${row.specs ? 'specs' : '-----'} ${row.simulation ? 'simulation' : '----------'} ${row.name}\n`,
    );
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}

const said = (caught) => (caught ? 'caught' : '–');
const table = rows.map(
  ({ name, file, specs, simulation }) => `| ${name} | \`${file}\` | ${said(specs)} | ${said(simulation)} |`,
);
const report = `# Planted faults

Each of these bugs was planted in a copy of \`libs/orchestration/src/core\`; the table says who noticed. The simulation ran
${RUNS} random worlds. \`node scripts/planted-faults/run.mjs\` does it again and fails when a bug goes unnoticed.

| planted bug | file | specs of the core | simulation |
| --- | --- | --- | --- |
${table.join('\n')}
`;
if (only === '') writeFileSync(join(root, 'docs/planted-faults.md'), report);
const unnoticed = rows.filter(({ specs, simulation }) => !specs && !simulation);
for (const { name } of unnoticed) process.stderr.write(`nobody noticed: ${name}\n`);
process.exitCode = unnoticed.length > 0 ? 1 : 0;
