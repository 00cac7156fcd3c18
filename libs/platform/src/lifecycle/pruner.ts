export interface Pruning {
  /** Forgets a few things; whether there may be more. */
  prune(): Promise<boolean>;
  /** Until it is time again, or until the signal; never rejects. */
  pause(signal: AbortSignal): Promise<void>;
  failed(error: unknown): void;
}

/** Forgets what has been kept long enough: in the background, a few things at a time, again and again. */
export class Pruner {
  private readonly ended = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly pruning: Pruning) {}

  start(): void {
    this.running = this.run();
  }

  /** When what was begun has been finished. */
  async stop(): Promise<void> {
    this.ended.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.ended;
    while (!signal.aborted) {
      try {
        while (!signal.aborted && (await this.pruning.prune()));
      } catch (error) {
        this.pruning.failed(error);
      }
      await this.pruning.pause(signal);
    }
  }
}
