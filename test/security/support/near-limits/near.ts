import fc, { type Arbitrary } from 'fast-check';

export const KIB = 1_024;
export const MIB = KIB * KIB;

/** How many there are of what a limit counts. */
export interface Near {
  readonly count: number;
  readonly isWithin: boolean;
}

/** Counts from half of a limit to half as much again, most of them next to it. */
export function near(limit: number): Arbitrary<Near> {
  return fc
    .oneof(
      fc.constantFrom(limit - 1, limit, limit + 1),
      fc.integer({ min: Math.floor(limit / 2), max: Math.ceil(limit * 1.5) }),
    )
    .map((count) => ({ count, isWithin: count <= limit }));
}

/** The same where what stands around it counts, too: no count is closer to the limit than `gap`. */
export function nearly(limit: number, gap: number): Arbitrary<Near> {
  return near(limit).map(({ count, isWithin }) => ({
    count: isWithin ? Math.min(count, limit - gap) : Math.max(count, limit + gap),
    isWithin,
  }));
}

export const times = <T>(count: number, item: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => item(at));
export const text = (length: number): string => 'x'.repeat(length);

/** A text of JSON that is so many levels deep. */
export const nested = (levels: number): string => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`;
