import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PlatformError } from '#contract';
import { isOutOfMemory, WorkerThread } from '#platform';
import { type Edited, type EditOrder, performEdit, toError } from './perform-edit';

const SCRIPT = join(__dirname, 'edit-worker.js');
/** More than any document within the limits takes. */
const MAX_HEAP_MIB = 512;

type Performed = ReturnType<typeof performEdit>;

/** Computes slow changes in a worker thread. */
@Injectable()
export class EditThread implements OnApplicationShutdown {
  private readonly thread = new WorkerThread<EditOrder, Performed>(SCRIPT, MAX_HEAP_MIB);

  /** @throws PlatformError when the change itself is invalid, whatever the document */
  async perform(order: EditOrder): Promise<Edited> {
    // Tests run the TypeScript sources, which a worker thread cannot load.
    const made = existsSync(SCRIPT) ? await this.thread.perform(order).catch(tooLarge) : performEdit(order);
    if ('invalid' in made) throw toError(made.invalid);
    return made;
  }

  onApplicationShutdown(): Promise<void> {
    return this.thread.stop();
  }
}

function tooLarge(cause: unknown): never {
  if (!isOutOfMemory(cause)) throw cause;
  throw new PlatformError('payload-too-large', 'The change takes more memory than there is for one', { cause });
}
