import { runToEnd } from '#contract/pure';
import { scanInput } from './references';

it.each([
  [{ a: [{ b: 1 }] }, true, false],
  [{ a: [{ $fromState: '/b' }] }, false, true],
  [{ a: { $stateURL: true } }, false, true],
  [{ a: { $fromItem: '' } }, false, false],
  [{ a: { $index: true } }, false, false],
  [{ $index: 'a name like any other' }, true, false],
  [{ a: { $format: '{/b}' } }, false, true],
  [{ a: { $literal: { $fromState: '/b' } } }, false, false],
  [undefined, true, false],
])('%j is sent as it is: %s, needs the state document: %s', (input, literal, readsState) => {
  expect(runToEnd(scanInput(input))).toEqual({ literal, readsState });
});
