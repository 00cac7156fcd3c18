export interface Sweep {
  /** Clears a few things out; whether there may be more. */
  clear(): Promise<boolean>;
  /** Until the next sweep, or until the signal; never rejects. */
  pause(signal: AbortSignal): Promise<void>;
  failed(error: unknown): void;
}

/** Clears out what has been kept long enough: in the background, a few things at a time, again and again. */
export class Sweeper {
  private readonly ended = new AbortController();
  private sweeping: Promise<void> = Promise.resolve();

  constructor(private readonly sweep: Sweep) {}

  start(): void {
    this.sweeping = this.run();
  }

  /** When what was begun has been finished. */
  async stop(): Promise<void> {
    this.ended.abort();
    await this.sweeping;
  }

  private async run(): Promise<void> {
    const { signal } = this.ended;
    while (!signal.aborted) {
      try {
        while (!signal.aborted && (await this.sweep.clear()));
      } catch (error) {
        this.sweep.failed(error);
      }
      await this.sweep.pause(signal);
    }
  }
}
