/** What a sum of such large numbers may be too small by, in milliseconds. */
const ROUNDING_MS = 0.001;

/** The wall clock, as far as it goes forward: where it is set back, time goes on by the monotonic clock. */
export class ForwardTime {
  /** How far the wall clock has been ahead of the monotonic one, at most. */
  private ahead: number;

  /** `notBefore`: where the wall clock has not come so far, time goes on from there. */
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
