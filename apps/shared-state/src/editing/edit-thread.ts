import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PlatformError } from '#contract';
import { type Edited, type EditOrder, performEdit, toError } from './perform-edit';

const SCRIPT = join(__dirname, 'edit-worker.js');
/** More than any document within the limits takes. */
const MAX_HEAP_MIB = 512;
/** An idle thread returns its memory. */
const IDLE_MS = 30_000;

/** Computes slow changes in a worker thread, so that other requests are not blocked. One at a time: `LargeWrites` queues them. */
@Injectable()
export class EditThread implements OnApplicationShutdown {
  private worker?: Worker;
  private idle?: NodeJS.Timeout;

  /** @throws PlatformError when the change itself is invalid, whatever the document */
  async perform(order: EditOrder): Promise<Edited> {
    // Tests run the TypeScript sources, which a worker thread cannot load.
    const made = existsSync(SCRIPT) ? await this.send(order) : performEdit(order);
    if ('invalid' in made) throw toError(made.invalid);
    return made;
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.idle);
    await this.worker?.terminate();
  }

  private async send(order: EditOrder): Promise<ReturnType<typeof performEdit>> {
    clearTimeout(this.idle);
    const worker = (this.worker ??= new Worker(SCRIPT, { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MIB } }));
    worker.unref();
    try {
      worker.postMessage(order);
      const [made] = (await once(worker, 'message')) as [ReturnType<typeof performEdit>];
      this.idle = setTimeout(() => this.end(worker), IDLE_MS).unref();
      return made;
    } catch (error) {
      this.end(worker);
      if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
      throw new PlatformError('payload-too-large', 'The change takes more memory than there is for one', {
        cause: error,
      });
    }
  }

  private end(worker: Worker): void {
    if (this.worker === worker) this.worker = undefined;
    void worker.terminate();
  }
}
