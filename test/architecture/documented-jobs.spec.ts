import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateJobDocument } from '#contract';
import { compile } from '../../libs/orchestration/src/core/plan/compile';
import { POLICY_DEFAULTS } from '../../libs/orchestration/src/core/plan/defaults';
import { documentedPages, jobIn, jsonBlocks } from '../support/documented';

const SCHEMA = join(__dirname, '../../docs/schema/job.schema.json');
/** The protocol sketches documents: values stand for what they may be. */
const SKETCHES = ['docs/protocol.md'];
const blocks = documentedPages()
  .filter((page) => !SKETCHES.includes(page))
  .flatMap(jsonBlocks);
const jobs = blocks.filter((block) => jobIn(block) !== undefined);
const jobNamed = (name: string) => jobs.map((block) => jobIn(block)!).find((job) => job.name === name)!;

it.each(blocks)('$where is JSON', ({ text }) => {
  expect(() => JSON.parse(text) as unknown).not.toThrow();
});

it.each(jobs)('$where is a valid job document, without a warning', ({ text }) => {
  const { faults, warnings } = validateJobDocument(JSON.parse(text));
  expect({ faults, warnings }).toEqual({ faults: [], warnings: [] });
});

it('the policies that the guide calls the defaults are the defaults', () => {
  const { steps, ...policies } = jobNamed('policies');
  const { value: written } = validateJobDocument({ steps, ...policies });
  const { value: silent } = validateJobDocument({ name: 'policies', steps });
  const planned = compile(written, POLICY_DEFAULTS);
  const [step] = planned.steps;
  // Whether the author wrote `maxAttempts` is told apart on purpose, and the guide says so.
  const tasks = step!.tasks.map((task) => ({ ...task, attemptsSet: false }));
  expect({ ...planned, steps: [{ ...step, tasks }] }).toEqual(compile(silent, POLICY_DEFAULTS));
});

it('every member of a job document has an example', () => {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as { $defs: Record<string, { properties: object }> };
  const members = Object.values(schema.$defs).flatMap(({ properties }) => Object.keys(properties));
  const written = new Set(jobs.flatMap(({ text }) => [...text.matchAll(/"([\w$]+)":/g)].map(([, name]) => name)));
  const older = ['service'];
  expect([...new Set(members)].filter((name) => !written.has(name) && !older.includes(name))).toEqual([]);
});
