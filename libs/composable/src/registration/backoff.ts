const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Milliseconds before attempt number `attempt` + 1, doubling; half of it is left to chance so that a restarted fleet spreads. */
export function registrationBackoffMs(attempt: number, random: () => number = Math.random): number {
  const interval = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return interval / 2 + (interval / 2) * random();
}
