const MINUTE_MS = 60_000;

/** Admits a number of things in every minute. */
export class PerMinute {
  /** Of this minute. */
  refused = 0;
  private minute = 0;
  private admitted = 0;

  constructor(private readonly most: number) {}

  admits(now: number): boolean {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.minute) Object.assign(this, { minute, admitted: 0, refused: 0 });
    if (this.admitted < this.most) this.admitted++;
    else this.refused++;
    return this.refused === 0;
  }
}
