import { appendFileSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs';

/** What became of each request, in a file of JSON lines: the last line of a request counts. */
export class Ledger {
  #entries = new Map();
  #file;

  constructor(path) {
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
    for (const line of lines) {
      const { requestId, ...entry } = JSON.parse(line);
      this.#entries.set(requestId, entry);
    }
    this.#file = openSync(path, 'a');
  }

  get(requestId) {
    return this.#entries.get(requestId);
  }

  /** Returns when it is on disk. */
  put(requestId, entry) {
    appendFileSync(this.#file, `${JSON.stringify({ requestId, ...entry })}\n`);
    fsyncSync(this.#file);
    this.#entries.set(requestId, entry);
  }
}
