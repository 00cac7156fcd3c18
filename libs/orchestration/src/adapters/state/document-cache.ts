import type { StateSnapshot } from '../../ports/state-client.port';

const MAX_DOCUMENTS = 1_000;

/** Documents as they were last seen, the least recently used going first; every use is checked by its ETag. */
export class DocumentCache {
  private readonly documents = new Map<string, StateSnapshot>();

  get(address: string): StateSnapshot | undefined {
    const known = this.documents.get(address);
    if (known) {
      this.documents.delete(address);
      this.documents.set(address, known);
    }
    return known;
  }

  put(address: string, snapshot: StateSnapshot): StateSnapshot {
    this.documents.delete(address);
    this.documents.set(address, snapshot);
    const oldest = this.documents.keys().next();
    if (this.documents.size > MAX_DOCUMENTS && !oldest.done) this.documents.delete(oldest.value);
    return snapshot;
  }

  forget(address: string): void {
    this.documents.delete(address);
  }
}
