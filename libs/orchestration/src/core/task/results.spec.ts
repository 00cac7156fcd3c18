import { extractValues } from './results';

const rule = { targetPath: '/x', sourcePath: null, onlyOnStatus: null };
const body = { data: { id: 7, 'a.b': 1 }, list: [1, 2] };

it.each<[string | null, unknown]>([
  [null, body],
  ['data.id', 7],
  ['/data/id', 7],
  ['data/id', 7],
  ['/', body],
  ['/list/1', 2],
])('sourcePath %j finds its part of the result', (sourcePath, value) => {
  expect(extractValues([{ ...rule, sourcePath }], 200, body)).toEqual({
    ok: true,
    values: [{ rule: 0, targetPath: '/x', value }],
  });
});

it('a sourcePath that finds nothing fails, and is named', () => {
  expect(extractValues([{ ...rule, sourcePath: 'data.nope' }], 200, body)).toEqual({
    ok: false,
    sourcePath: 'data.nope',
  });
});

it('onlyOnStatus limits the write', () => {
  const rules = [{ ...rule, onlyOnStatus: [201], sourcePath: 'nope' }, rule];
  expect(extractValues(rules, 200, null)).toEqual({ ok: true, values: [{ rule: 1, targetPath: '/x', value: null }] });
});
