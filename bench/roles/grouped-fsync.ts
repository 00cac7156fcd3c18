import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** Appends lines to a file; all callers that arrived during the last fsync share the next. */
export class GroupedFsync {
  private readonly file: number;
  private waiting: { line: string; done: () => void }[] = [];

  constructor(path: string) {
    this.file = openSync(path, 'a');
  }

  append(line: string): Promise<void> {
    return new Promise((done) => {
      if (this.waiting.push({ line, done }) === 1) setImmediate(() => this.flush());
    });
  }

  close(): void {
    closeSync(this.file);
  }

  private flush(): void {
    const batch = this.waiting.splice(0);
    writeSync(this.file, batch.map(({ line }) => line).join(''));
    fsyncSync(this.file);
    for (const { done } of batch) done();
  }
}
