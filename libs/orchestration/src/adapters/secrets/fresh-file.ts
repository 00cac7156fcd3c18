import { readFile, stat } from 'node:fs/promises';

/** The content of a file as it is now, read again only when it has changed. */
export class FreshFile<T> {
  private last: { readonly stamp: string; readonly content: T } | null = null;

  constructor(
    private readonly path: string,
    private readonly read: (text: string) => T,
  ) {}

  /** Rejects if it cannot be read or parsed. */
  async content(): Promise<T> {
    const { mtimeMs, size, ino } = await stat(this.path);
    const stamp = `${mtimeMs}/${size}/${ino}`;
    if (this.last?.stamp !== stamp) this.last = { stamp, content: this.read(await readFile(this.path, 'utf8')) };
    return this.last.content;
  }
}
