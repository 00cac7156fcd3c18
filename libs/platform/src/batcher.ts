import { setImmediate } from 'node:timers/promises';

/** Runs batches one after another: everything that is added during one goes into the next, so that load is shared. */
export class Batcher<Item> {
  private readonly waiting = new Set<Item>();
  private running?: Promise<void>;

  /** @param run never rejects */
  constructor(
    private readonly run: (items: Item[]) => Promise<void>,
    private readonly maxItems = Infinity,
  ) {}

  add(item: Item): void {
    this.waiting.add(item);
    this.running ??= this.runAll();
  }

  /** Resolves when no item is left. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async runAll(): Promise<void> {
    try {
      while (this.waiting.size > 0) {
        // Lets every request that has already arrived add its item first.
        await setImmediate();
        await this.run(this.take());
      }
    } finally {
      // In the turn in which the loop ends: an item that is added later has to start the next one.
      this.running = undefined;
    }
  }

  private take(): Item[] {
    const items: Item[] = [];
    for (const item of this.waiting) {
      if (items.length >= this.maxItems) break;
      items.push(item);
      this.waiting.delete(item);
    }
    return items;
  }
}
