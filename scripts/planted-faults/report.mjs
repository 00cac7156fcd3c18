import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

const COLUMNS = ['planted bug', 'file', 'specs', 'simulation'];

/** Writes the table of what was found. */
export async function writeReport(path, rows, runs) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const table = [
    line(COLUMNS),
    line(COLUMNS.map(() => '---')),
    ...rows.map(({ name, file, specs, simulation }) => line([name, `\`${file}\``, specs, simulation])),
  ];
  const text = `# Planted faults

Each of these bugs was planted in a copy of \`libs/orchestration/src\`; the table says who noticed. The simulation ran
${runs} random worlds. \`caught\`: a test failed by what it expects. \`missed\`: every test passed. A suite that ran out of
time, or could not be run, counts as neither.

\`node scripts/planted-faults/run.mjs\` does it again, and fails unless every bug was caught and every suite came to its
end. With \`--check\` it only looks whether the bugs still fit the code and stand in this table.

${table.join('\n')}
`;
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), parser: 'markdown' }));
}

/** Bugs that the table does not tell of. */
export function untold(path, faults) {
  const text = readFileSync(path, 'utf8');
  return faults.filter(({ name }) => !text.includes(`| ${name} `));
}
