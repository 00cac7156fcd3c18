import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** An idle thread returns its memory. */
const IDLE_MS = 30_000;

/**
 * Does slow work in a thread of its own, one order after another, so that other requests are not blocked. The script gets
 * each order as a message, and posts what is done. A thread that fails is replaced.
 */
export class WorkerThread<Order, Done> {
  private worker?: Worker;
  private idle?: NodeJS.Timeout;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly script: string,
    private readonly maxHeapMib: number,
  ) {}

  /** @throws what the script throws; `isOutOfMemory` */
  perform(order: Order): Promise<Done> {
    const done = this.last.then(() => this.send(order));
    this.last = done.catch(() => undefined);
    return done;
  }

  async stop(): Promise<void> {
    clearTimeout(this.idle);
    await this.worker?.terminate();
  }

  private async send(order: Order): Promise<Done> {
    clearTimeout(this.idle);
    const worker = (this.worker ??= new Worker(this.script, {
      resourceLimits: { maxOldGenerationSizeMb: this.maxHeapMib },
    }));
    worker.unref();
    try {
      worker.postMessage(order);
      const [done] = (await once(worker, 'message')) as [Done];
      this.idle = setTimeout(() => this.end(worker), IDLE_MS).unref();
      return done;
    } catch (error) {
      this.end(worker);
      throw error;
    }
  }

  private end(worker: Worker): void {
    if (this.worker === worker) this.worker = undefined;
    void worker.terminate();
  }
}

export function isOutOfMemory(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
