import { Timeline } from '../lanes/timeline';
import { undoneIn } from './undo-summary';

it('tells what came of an undo, and of what nothing is known yet', () => {
  const timeline = new Timeline();
  expect(undoneIn(timeline)).toBeUndefined();
  const revert = (task: string) => ({ type: 'attempt-started', action: 'revert', undo: true, step: 'a', task });
  const events = [
    revert('a/x'),
    { type: 'unit-reverted', step: 'a', task: 'a/x' },
    revert('a/y'),
    { type: 'unit-left-open', step: 'a', task: 'a/y', reason: 'refused: 500' },
    revert('a/z'),
  ];
  timeline.apply(events.map((event, index) => ({ ...event, seq: index + 1, at: '2026-01-01T00:00:00Z' })));
  expect(undoneIn(timeline)).toEqual({
    counts: { reverted: 1, noop: 0, open: 1, 'written-off': 0, underWay: 1 },
    open: [{ address: 'a/y', reason: 'refused: 500' }],
  });
});
