import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Message, ReferenceModel, type Step } from './testing/reference-model';
import { designFile, RunningEngine } from './testing/running-engine';
import { todoDesign } from './testing/todo-design';

/** Few records and few values, to provoke conflicts. */
const message: fc.Arbitrary<Message> = fc.record({
  command: fc.constantFrom('create', 'update', 'update', 'delete'),
  id: fc.constantFrom('a', 'a', 'b'),
  payload: fc.record(
    { title: fc.constantFrom('x', 'y'), priority: fc.constantFrom(1, 2) },
    { requiredKeys: ['title'] },
  ),
});
const step: fc.Arbitrary<Step> = fc.record({
  request: fc.nat(3),
  action: fc.constantFrom('execute', 'execute', 'repeat', 'settle', 'revert'),
});

const plain = {
  ...todoDesign,
  commands: { create: {}, update: {}, delete: { output: { returns: 'none' } }, read: {} },
};

describe('an engine that is sent any sequence of requests with ids', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ledger-'));
  let engine: RunningEngine;
  let runs = 0;

  beforeAll(async () => (engine = await RunningEngine.start(designFile(plain), { dataDir })));
  afterAll(async () => {
    await engine.stop();
    rmSync(dataDir, { recursive: true });
  });

  it('responds, and leaves behind, what the protocol says', async () => {
    const messages = fc.array(message, { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(messages, fc.array(step, { minLength: 4, maxLength: 20 }), async (requests, steps) => {
        const run = `run-${++runs}`;
        const model = new ReferenceModel();
        for (const one of steps) {
          const request = { ...requests[one.request]!, id: `${run}-${requests[one.request]!.id}` };
          const path = one.action === 'settle' ? 'repeat' : one.action;
          const headers = { 'request-id': `${run}/${one.request}`, settles: String(one.action === 'settle') };
          const reply = await engine.post(path, { ...request, resource: 'todo' }, headers);
          expect(reply).toMatchObject(model.step(one, request));
        }
        for (const id of [`${run}-a`, `${run}-b`]) expect(await stored(id)).toEqual(model.record(id));
      }),
      { numRuns: 200 },
    );
  }, 120_000);

  async function stored(id: string): Promise<unknown> {
    const { body } = await engine.post('execute', { command: 'read', resource: 'todo', id });
    return body?.result;
  }
});
