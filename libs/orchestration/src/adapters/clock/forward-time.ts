/** Rounding error of a sum of such large numbers, in milliseconds. */
const ROUNDING_MS = 0.001;

/** The wall clock, without steps back: when it is set back, time continues by the monotonic clock. */
export class ForwardTime {
  /** The largest lead of the wall clock over the monotonic one so far. */
  private ahead: number;

  /** `notBefore`: the earliest time; the wall clock may be behind it. */
  constructor(
    private readonly wall: () => number,
    private readonly monotonic: () => number,
    notBefore = -Infinity,
  ) {
    this.ahead = notBefore - monotonic();
  }

  now(): number {
    const steady = this.monotonic();
    this.ahead = Math.max(this.ahead, this.wall() - steady);
    return Math.floor(steady + this.ahead + ROUNDING_MS);
  }
}
