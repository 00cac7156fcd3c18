import { type Scale, xOf } from './segments';

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const INTERVALS = [
  ...STEPS,
  ...[1, 2, 5, 10, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 30].map((count) => count * MINUTE),
  ...[1, 2, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 30, 90, 365, 3_650].map((count) => count * DAY),
];
/** Least pixels between two ticks. */
const APART = 90;

export interface Tick {
  readonly x: number;
  /** Milliseconds since the start. */
  readonly after: number;
}

/** Round times since the start, evenly spaced. */
export function ticksOf(scale: Scale): Tick[] {
  const span = scale.to - scale.from;
  const most = Math.max(1, Math.floor(scale.width / APART));
  const interval = INTERVALS.find((one) => span / one <= most) ?? INTERVALS.at(-1)!;
  return Array.from({ length: Math.min(most, Math.floor(span / interval)) + 1 }, (_, index) => ({
    x: xOf(scale.from + index * interval, scale),
    after: index * interval,
  }));
}
