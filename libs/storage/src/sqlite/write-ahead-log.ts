import { closeSync, fdatasync, type NoParamCallback, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { PlatformError } from '#contract';

const syncData = promisify((file: number, done: NoParamCallback) => fdatasync(file, done));

/** The write-ahead log of SQLite, and how it reaches the disk. */
export class WriteAheadLog {
  private readonly file: string;
  private descriptor?: number;
  private failure?: PlatformError;

  constructor(database: string) {
    this.file = `${database}-wal`;
  }

  /** Whether committed transactions may be missing after a power failure although they can be read now. */
  get broken(): boolean {
    return this.failure !== undefined;
  }

  /**
   * Resolves when every commit is on disk, without blocking the event loop.
   * @throws PlatformError `unavailable` when that failed, and on every later call: the kernel may have dropped the
   * dirty pages and would report success next time.
   */
  async sync(): Promise<void> {
    this.check();
    try {
      this.descriptor ??= openSync(this.file, 'r+');
      await syncData(this.descriptor);
    } catch (cause) {
      this.failure = new PlatformError('unavailable', `${this.file} cannot be written to the disk: start again`, {
        cause,
      });
      throw this.failure;
    }
  }

  check(): void {
    if (this.failure) throw this.failure;
  }

  /** Call before SQLite removes the file. */
  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }
}
