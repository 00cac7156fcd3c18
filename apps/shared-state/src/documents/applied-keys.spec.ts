import { isApplied, rememberKey } from './applied-keys';

const write = (key: string, digest = 'd') => ({ key, digest });

it('takes a key from before digests were kept for the same write', () => {
  const before = { applied_keys: '["old"]', applied_digests: null };
  expect(isApplied(before, write('old'))).toBe(true);
  const after = rememberKey(before, write('new'));
  expect([isApplied(after, write('old', 'other')), isApplied(after, write('new'))]).toEqual([true, true]);
  expect(() => isApplied(after, write('new', 'other'))).toThrow('used for another write');
});

it('forgets a digest with its key', () => {
  let row = rememberKey(undefined, write('k0'));
  for (let n = 1; n <= 64; n++) row = rememberKey(row, write(`k${n}`));
  expect(row.applied_digests).not.toContain('k0"');
  expect(isApplied(row, write('k0', 'other'))).toBe(false);
});
