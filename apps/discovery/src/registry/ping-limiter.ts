/** Bounds concurrent works; the others queue. */
export class PingLimiter {
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  constructor(private readonly places: number) {}

  async run(work: () => Promise<void>): Promise<void> {
    if (this.running < this.places) this.running++;
    else await new Promise<void>((proceed) => this.waiting.push(proceed));
    try {
      await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
