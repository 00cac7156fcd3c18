const MAX_DOCUMENTS = 1_000;

/** A document, and when it was read, in milliseconds since the epoch. */
export interface CachedDocument {
  readonly document: unknown;
  readonly etag: string;
  readonly seenAt: number;
}

/** A least-recently-used cache of documents; every use is validated by ETag. */
export class DocumentCache {
  private readonly documents = new Map<string, CachedDocument & { readonly turn: number }>();
  private turn = 0;

  /** Taken before a request: shows which responses overlap. */
  nextTurn(): number {
    return (this.turn += 1);
  }

  get(address: string): CachedDocument | undefined {
    const known = this.documents.get(address);
    if (known) {
      this.documents.delete(address);
      this.documents.set(address, known);
    }
    return known;
  }

  /** Of two overlapping requests the newer response is unknown: neither is cached. */
  put(address: string, seen: CachedDocument, asked: number): void {
    const other = this.documents.get(address);
    this.documents.delete(address);
    if (other && other.turn > asked) return;
    this.documents.set(address, { ...seen, turn: this.nextTurn() });
    const oldest = this.documents.keys().next();
    if (this.documents.size > MAX_DOCUMENTS && !oldest.done) this.documents.delete(oldest.value);
  }

  forget(address: string): void {
    this.documents.delete(address);
  }
}
