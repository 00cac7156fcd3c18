import { validateJobDocument } from './validate-job-document';

const DOES = 'https://travel.example/alps#doReserve';

const faultsOf = (task: object) =>
  validateJobDocument({ steps: [{ tasks: [task] }] }).faults.map(({ pointer, message }) => `${pointer}: ${message}`);

describe('a task that says what it does', () => {
  it('needs nothing else to be found by, and neither does an alternative', () => {
    expect(faultsOf({ does: DOES, input: { guest: 'Ada' }, orElse: [{ does: DOES }] })).toEqual([]);
  });

  it.each(['doReserve', '#doReserve', 'https://travel.example/alps', 'https://travel.example/alps#', 'urn:x#y'])(
    'is refused with %s, which is no absolute id',
    (does) => {
      expect(faultsOf({ does })).toEqual([
        expect.stringMatching(/^\/steps\/0\/tasks\/0\/does: expected the absolute id/),
      ]);
    },
  );

  it('has no secret in its input: where that ends up is not known yet', () => {
    const input = { guest: { key: { $secret: 'bank' } } };
    expect(faultsOf({ does: DOES, input, orElse: [{ does: DOES }, { tag: 'hotel' }] })).toEqual([
      expect.stringMatching(/^\/steps\/0\/tasks\/0\/input\/guest\/key: expected no secret/),
      expect.stringMatching(/^\/steps\/0\/tasks\/0\/orElse\/0\/input\/guest\/key: expected no secret/),
    ]);
    expect(faultsOf({ does: DOES, headers: { authorization: { $secret: 'bank' } } })).toEqual([]);
  });
});
