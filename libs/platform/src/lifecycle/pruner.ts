export interface PruneBatch {
  /** Deletes one batch; returns whether there may be more. */
  prune(): Promise<boolean>;
  /** Resolves when the next round is due, or on the signal; never rejects. */
  pause(signal: AbortSignal): Promise<void>;
  failed(error: unknown): void;
}

/** Deletes what has reached the end of its retention: in the background, in small batches. */
export class Pruner {
  private readonly ended = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly pruning: PruneBatch) {}

  start(): void {
    this.running = this.run();
  }

  /** Resolves when the current batch has finished. */
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
