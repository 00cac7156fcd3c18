import type { DocumentRow } from './schema';

/** In characters, a byte or two each in memory; half of it for each generation. */
const MAX_CHARACTERS = 32 * 1024 * 1024;
/** The overhead of a document besides its text: many small ones count, too. */
const OVERHEAD = 500;

/**
 * Recently used documents in the state last seen on disk; always current for a process with exclusive use of the
 * database. Used ones move from the older generation to the younger one; when that is full, the older one is dropped as
 * a whole. Reordering at every use (LRU) would cost more than a read from disk.
 */
export class StoredDocumentCache {
  private younger = new Map<string, DocumentRow>();
  private older = new Map<string, DocumentRow>();
  /** Of the younger generation. */
  private characters = 0;
  /** The latest read in progress of each document; removed when the document is written meanwhile. */
  private readonly fills = new Map<string, symbol>();

  get(id: string): DocumentRow | undefined {
    const row = this.younger.get(id);
    if (row) return row;
    const old = this.older.get(id);
    if (old) this.keep(old);
    return old;
  }

  /** Reads a document that is not cached, and caches it unless it was written meanwhile. */
  async fill(id: string, read: () => Promise<DocumentRow | undefined>): Promise<DocumentRow | undefined> {
    const fill = Symbol(id);
    this.fills.set(id, fill);
    try {
      const row = await read();
      if (row && this.fills.get(id) === fill) this.keep(row);
      return row;
    } finally {
      if (this.fills.get(id) === fill) this.fills.delete(id);
    }
  }

  /** Caches the result of a write, once it is on disk. */
  wrote(row: DocumentRow): void {
    this.fills.delete(row.id);
    this.keep(row);
  }

  /** The document is gone, or its state is unknown. */
  forget(id: string): void {
    this.fills.delete(id);
    const row = this.younger.get(id);
    if (row) this.characters -= sizeOf(row);
    this.younger.delete(id);
    this.older.delete(id);
  }

  private keep(row: DocumentRow): void {
    const before = this.younger.get(row.id);
    this.characters += sizeOf(row) - (before ? sizeOf(before) : 0);
    this.younger.set(row.id, row);
    this.older.delete(row.id);
    if (this.characters <= MAX_CHARACTERS / 2) return;
    this.older = this.younger;
    this.younger = new Map();
    this.characters = 0;
  }
}

function sizeOf({ content, applied_keys: keys }: DocumentRow): number {
  return content.length + keys.length + OVERHEAD;
}
