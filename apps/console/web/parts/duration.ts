const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** Milliseconds in the two largest units that say something: `1 d 2 h`, `3 min 20 s`, `1.25 s`, `40 ms`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_995) return `${Number((milliseconds / 1_000).toFixed(2))} s`;
  const index = UNITS.findIndex(([, size]) => milliseconds >= size);
  const [unit, size] = UNITS[index]!;
  const [lesser, lesserSize] = UNITS[index + 1]!;
  const count = Math.floor(milliseconds / size);
  const rest = Math.floor((milliseconds % size) / lesserSize);
  return rest > 0 ? `${count} ${unit} ${rest} ${lesser}` : `${count} ${unit}`;
}
