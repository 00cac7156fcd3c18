import { isLinearizable, type Operation } from '../support/linearizability';
import { describeSharedState } from './support/shared-state-history';

const at = (calledAt: number, respondedAt: number) => ({ calledAt, respondedAt, outcome: 'ok' as const });
const write = (value: number, from: number, to: number): Operation => ({ kind: 'write', value, ...at(from, to) });
const read = (value: number, from: number, to: number): Operation => ({ kind: 'read', value, ...at(from, to) });
const swap = (expected: number, value: number, from: number, to: number): Operation => ({
  kind: 'swap',
  expected,
  value,
  ...at(from, to),
});
const withoutResponse = (operation: Operation): Operation => ({
  ...operation,
  outcome: 'unknown',
  respondedAt: Infinity,
});
const refused = (operation: Operation): Operation => ({ ...operation, outcome: 'refused' });

describe('the check for linearizability', () => {
  it.each<[string, Operation[]]>([
    ['a read sees either value while a write is under way', [write(1, 0, 10), read(0, 1, 2), read(1, 3, 4)]],
    ['two swaps of one version, one refused', [swap(0, 1, 0, 10), refused(swap(0, 2, 0, 10))]],
    ['a write without response that took late', [withoutResponse(write(1, 0, 1)), read(0, 2, 3), read(1, 4, 5)]],
    ['a write without response that never took', [withoutResponse(write(1, 0, 1)), read(0, 2, 3), read(0, 4, 5)]],
    [
      'a swap without response that took',
      [withoutResponse(swap(0, 1, 0, 1)), refused(swap(0, 2, 2, 3)), read(1, 4, 5)],
    ],
  ])('passes %s', (_, history) => expect(isLinearizable(0, history)).toBe(true));

  it.each<[string, Operation[]]>([
    ['a stale read', [write(1, 0, 1), read(0, 2, 3)]],
    ['two reads of which the later one sees the older value', [write(1, 0, 10), read(1, 1, 2), read(0, 3, 4)]],
    ['a lost update', [swap(0, 1, 0, 10), swap(0, 2, 0, 10)]],
    ['a swap was refused without another write', [refused(swap(0, 1, 0, 1))]],
    ['a value that no client wrote', [read(7, 0, 1)]],
    ['a write without response that comes and goes', [withoutResponse(write(1, 0, 1)), read(1, 2, 3), read(0, 4, 5)]],
    ['a write that got a response and never took', [write(1, 0, 1), write(2, 2, 3), read(1, 4, 5)]],
  ])('finds %s', (_, history) => expect(isLinearizable(0, history)).toBe(false));
});

describeSharedState({ clients: 6, operationsEach: 25 });
