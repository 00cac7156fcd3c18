import fc from 'fast-check';
import { assignedReplica } from './assigned-replica';

const replicas = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 6 });
const entries = fc.uniqueArray(fc.uuid(), { maxLength: 50 });

describe('sharing out the pings', () => {
  it('gives every entry to exactly one replica, whatever order they are named in', () => {
    fc.assert(
      fc.property(replicas, fc.uuid(), (ids, entry) => {
        const keeper = assignedReplica(entry, ids);
        expect(ids).toContain(keeper);
        expect(assignedReplica(entry, [...ids].reverse())).toBe(keeper);
      }),
    );
  });

  it('moves only what the one had that goes', () => {
    fc.assert(
      fc.property(replicas, entries, (ids, all) => {
        const [gone, ...rest] = ids;
        for (const entry of all) {
          const before = assignedReplica(entry, ids);
          if (before !== gone) expect(assignedReplica(entry, rest)).toBe(before);
        }
      }),
    );
  });

  it('gives all of them something to do', () => {
    const three = ['a', 'b', 'c'];
    const shares = Array.from({ length: 300 }, (_, n) => assignedReplica(`entry-${n}`, three));
    for (const replica of three) expect(shares.filter((keeper) => keeper === replica).length).toBeGreaterThan(60);
  });

  it('assigns nothing without replicas', () => expect(assignedReplica('entry', [])).toBeUndefined());
});
