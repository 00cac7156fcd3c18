import type { DocumentRow } from './schema';

/** Of text, which is a byte or two in memory. */
const MAX_CHARACTERS = 32 * 1024 * 1024;

/** Documents that were used of late, as they are on disk: for a process that has the database for itself. */
export class DocumentCache {
  private readonly rows = new Map<string, DocumentRow>();
  /** By document, the latest that is being read for it; none where it was written meanwhile. */
  private readonly fills = new Map<string, symbol>();
  private characters = 0;

  get(id: string): DocumentRow | undefined {
    const row = this.rows.get(id);
    if (row) this.use(row);
    return row;
  }

  /** Reads a document that is not here yet, and keeps it unless it was written meanwhile. */
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

  /** What a write left, once it is on disk. */
  wrote(row: DocumentRow): void {
    this.fills.delete(row.id);
    this.keep(row);
  }

  /** It is gone, or nobody knows what it is like now. */
  forget(id: string): void {
    this.fills.delete(id);
    this.drop(id);
  }

  private keep(row: DocumentRow): void {
    this.drop(row.id);
    this.rows.set(row.id, row);
    this.characters += sizeOf(row);
    for (const id of this.rows.keys()) {
      if (this.characters <= MAX_CHARACTERS) return;
      this.drop(id);
    }
  }

  private use(row: DocumentRow): void {
    this.rows.delete(row.id);
    this.rows.set(row.id, row);
  }

  private drop(id: string): void {
    const row = this.rows.get(id);
    if (row && this.rows.delete(id)) this.characters -= sizeOf(row);
  }
}

function sizeOf({ content, applied_keys: keys }: DocumentRow): number {
  // What each costs besides: many small ones count, too.
  return content.length + keys.length + 500;
}
