import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

const ROOT = join(__dirname, '../..');
const json = (path: string): object => JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as object;

describe('the documents in docs/', () => {
  it('are what the code says (or run "npm run docs")', async () => {
    const script = join(ROOT, 'scripts/generate-docs.mjs');
    await promisify(execFile)(process.execPath, [script, '--check'], { cwd: ROOT, timeout: 60_000 });
  }, 60_000);

  const files = readdirSync(join(ROOT, 'examples'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json') && !name.includes('node_modules'))
    .map((name) => join('examples', name));
  const having = (member: string) => files.filter((file) => member in json(file));

  describe.each([
    ['job', having('steps')],
    ['design', having('commands')],
  ])('%s.schema.json', (name, documents) => {
    const ajv = addFormats(new Ajv2020({ strictTypes: false, allErrors: true }));
    const validate = ajv.compile(json(`docs/schema/${name}.schema.json`));

    it.each(documents)('finds nothing wrong with %s', (file) => {
      validate(json(file));
      expect(validate.errors).toBeNull();
    });
  });

  it('tell an editor what is wrong with a job', () => {
    const validate = addFormats(new Ajv2020({ strictTypes: false })).compile(json('docs/schema/job.schema.json'));
    const job = (step: object) => ({ $schema: 'job.schema.json', 'x-team': 'orders', steps: [step] });
    expect(validate(job({ tasks: [{ tag: 'todo', 'x-note': 1 }] }))).toBe(true);
    expect(validate(job({ tasks: [{ tag: 'todo' }], mode: 'never' }))).toBe(false);
    expect(validate(job({ tasks: [{ tag: 'todo', tga: 'todo' }] }))).toBe(false);
    expect(validate(job({}))).toBe(false);
    expect(validate(job({ wait: { seconds: 1 } }))).toBe(true);
    expect(validate(job({ wait: {} }))).toBe(false);
    expect(validate(job({ wait: { seconds: 1, until: '2026-12-24T18:00:00Z' } }))).toBe(false);
    expect(validate(job({ tasks: [{ tag: 'todo' }], wait: { seconds: 1 } }))).toBe(false);
  });
});
