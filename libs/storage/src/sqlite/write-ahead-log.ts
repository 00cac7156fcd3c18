import { closeSync, fdatasync, type NoParamCallback, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { PlatformError } from '#contract';

const syncData = promisify((file: number, done: NoParamCallback) => fdatasync(file, done));

/** The file that SQLite appends every transaction to, and how what stands in it reaches the disk. */
export class WriteAheadLog {
  private readonly file: string;
  private descriptor?: number;
  private failure?: PlatformError;

  constructor(database: string) {
    this.file = `${database}-wal`;
  }

  /** Whether what was committed may be missing after a power failure, although it can be read now. */
  get broken(): boolean {
    return this.failure !== undefined;
  }

  /**
   * Resolves when all that was committed is on disk; the event loop goes on meanwhile.
   * @throws PlatformError `unavailable` when that failed, and for ever after: the kernel may have dropped what it could
   * not write, and would call the next attempt a success.
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

  /** To be called before SQLite removes the file. */
  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }
}
