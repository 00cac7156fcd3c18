import { durationText } from './duration';

it.each([
  [0, '0 ms'],
  [999.6, '1 s'],
  [1_250, '1.25 s'],
  [59_000, '59 s'],
  [60_000, '1 min'],
  [200_000, '3 min 20 s'],
  [3_600_000 + 59_000, '1 h'],
  [93_600_000, '1 d 2 h'],
])('%d ms is %s', (milliseconds, text) => expect(durationText(milliseconds)).toBe(text));
