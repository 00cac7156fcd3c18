import fc from 'fast-check';
import type { StatePatchOp } from '#contract';
import { deepEqual, formatPointer, getAt, isJsonObject } from '#contract/pure';
import { applyJsonPatch } from '../../apps/shared-state/src/patching/json-patch';
import { applyStatePatch } from '../../apps/shared-state/src/patching/state-patch';
import type { Write } from '../../libs/orchestration/src/core/model/state-write';
import { planWrites, writeOperation } from '../../libs/orchestration/src/core/task/writes';
import { patchOf, takeBack } from '../../libs/orchestration/src/core/undo/take-back';

const RUNS = Number(process.env.SIM_RUNS ?? 1_000);

/** Which way to go at each node of the document as it stands then: a member or item that is there, or a new one. */
type Way = readonly number[];
interface Step {
  readonly job: number;
  readonly puts: readonly { readonly way: Way; readonly shape: number }[];
}
interface Written {
  readonly job: number;
  readonly writes: readonly Write[];
}

const { content } = fc.letrec<{ content: unknown }>((tie) => ({
  content: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<unknown>(1, 2, 'x', null, true),
    fc.dictionary(fc.constantFrom('id', 'a', 'b'), tie('content'), { maxKeys: 3 }),
    fc.array(tie('content'), { maxLength: 4 }),
  ),
}));
const documents = fc.record({ list: fc.array(content, { maxLength: 4 }), a: content }, { requiredKeys: [] });
const way = fc.array(fc.nat(11), { minLength: 1, maxLength: 4 });
const puts = fc.array(fc.record({ way, shape: fc.nat(3) }), { minLength: 1, maxLength: 3 });
const steps = fc.array(fc.record({ job: fc.nat(3), puts }), { minLength: 1, maxLength: 7 });
const turns = fc.array(fc.nat(6), { minLength: 7, maxLength: 7 });

describe('what several jobs write to one document, and take back in any order', () => {
  it('goes if it is as it was left, else is reported, and no data of other clients is touched', () => {
    fc.assert(
      fc.property(documents, steps, turns, (before, planned, order) => {
        let document: unknown = before;
        const written = planned.map((step, n): Written => {
          const writes = planWrites(document, valuesOf(step, n, document));
          document = put(document, writes);
          return { job: step.job, writes };
        });
        for (const { writes } of inTurn(written, order)) document = takenBack(document, writes);
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  it('is as if it had never been there, where all only append, whatever is alike', () => {
    const items = fc.array(fc.constantFrom<unknown>(1, 'x', { id: 1 }), { maxLength: 4 });
    const appends = fc.array(fc.array(items, { maxLength: 3 }), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(items, appends, turns, (list, jobs, order) => {
        let document: unknown = { list };
        const written = jobs.map((values, job): Written => {
          const stored = values.flat().map((value, task) => ({ targetPath: '/list/-', value, task, rule: 0 }));
          const writes = planWrites(document, stored);
          document = put(document, writes);
          return { job, writes };
        });
        for (const { writes } of inTurn(written, order)) {
          const { operations, kept } = takeBack(document, writes);
          expect(kept).toEqual([]);
          document = applyJsonPatch(structuredClone(document), patchOf(operations, writes));
        }
        expect(document).toEqual({ list });
      }),
      { numRuns: RUNS },
    );
  }, 120_000);
});

const SHAPES = [
  (own: string) => own,
  (own: string) => ({ id: own, seen: true }),
  (own: string) => [own],
  (own: string) => ({ a: { b: own } }),
];

/** Every value is like no other, so that it is known whose it is wherever it stands. */
function valuesOf({ puts }: Step, n: number, document: unknown) {
  let current = document;
  return puts.map(({ way, shape }, task) => {
    const stored = { targetPath: targetOf(current, way), value: SHAPES[shape]?.(`own ${n}.${task}`), task, rule: 0 };
    current = put(current, planWrites(current, [stored]));
    return stored;
  });
}

function targetOf(document: unknown, way: Way): string {
  const tokens: string[] = [];
  let node = document;
  for (const turn of way) {
    const ways = waysOn(node);
    if (ways.length === 0) break;
    const token = String(ways[turn % ways.length]);
    tokens.push(token);
    node = getAt(node, [token]);
  }
  return formatPointer(tokens);
}

function waysOn(node: unknown): readonly (string | number)[] {
  if (node === undefined) return ['new', '-'];
  if (Array.isArray(node)) return ['-', ...node.keys()];
  return isJsonObject(node) ? ['new', ...Object.keys(node)] : [];
}

function put(document: unknown, writes: readonly Write[]): unknown {
  const operations = writes.map((write): StatePatchOp => ({ op: 'add', ...writeOperation(write) }));
  return applyStatePatch(structuredClone(document), operations);
}

/** A job takes its steps back from the last to the first; whose turn it is among the jobs, chance says. */
function inTurn(written: readonly Written[], order: readonly number[]): Written[] {
  const left = [...written];
  return order.slice(0, left.length).flatMap((turn) => {
    const job = left[turn % left.length]?.job;
    const last = left.findLastIndex((one) => one.job === job);
    return left.splice(last, 1);
  });
}

function takenBack(document: unknown, writes: readonly Write[]): unknown {
  const { operations, kept } = takeBack(document, writes);
  let current = document;
  for (const [index, operation] of patchOf(operations, writes).entries()) {
    const written = writes[operations[index]?.of ?? -1]?.value;
    const there = getAt(current, operation.path);
    // What is removed may be a shell that the step made; nothing else may be in it.
    if (operation.op === 'replace') expect(there).toEqual(written);
    else expect(leavesOf(there)).toEqual(leavesOf(written));
    current = applyJsonPatch(structuredClone(current), [operation]);
  }
  const stay = writes.filter(({ value }) => leavesOf(value).some((leaf) => isOwn(leaf) && holds(current, leaf)));
  expect(kept).toEqual(expect.arrayContaining(stay.map(({ path }) => path)));
  expect(stay.filter((write) => isAsLeft(current, write))).toEqual([]);
  return current;
}

const isOwn = (leaf: unknown): boolean => typeof leaf === 'string' && leaf.startsWith('own');

function leavesOf(node: unknown): unknown[] {
  return isParent(node) ? Object.values(node).flatMap(leavesOf) : [node];
}

const holds = (node: unknown, value: unknown): boolean => placeOf(node, value) !== null;

/** It is there, and every item of an array on the way holds what it held, but for what was written. */
function isAsLeft(document: unknown, { value, elements = [] }: Write): boolean {
  const place = placeOf(document, value);
  if (!place) return false;
  return elements.every(({ depth, marks }) => {
    const item = getAt(document, place.slice(0, depth));
    return marks.every(([name, mark]) => (Array.isArray(item) ? item.includes(mark) : getAt(item, [name]) === mark));
  });
}

function placeOf(node: unknown, value: unknown): string[] | null {
  if (deepEqual(node, value)) return [];
  if (!isParent(node)) return null;
  for (const [name, child] of Object.entries(node)) {
    const below = placeOf(child, value);
    if (below) return [name, ...below];
  }
  return null;
}

const isParent = (node: unknown): node is object => typeof node === 'object' && node !== null;
