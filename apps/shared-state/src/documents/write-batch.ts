import type { Transaction } from 'kysely';
import type { RowChange, DocumentTable } from './document-table';
import type { DocumentRow, StateSchema } from './schema';
import { applyWrite, type DocumentWrite } from './write';

/** The outcome of a write: the resulting document, undefined if there is none; or why it was refused. */
export type BatchOutcome = { readonly row: DocumentRow | undefined } | { readonly refusal: unknown };

export interface BatchResult {
  readonly outcomes: ReadonlyMap<DocumentWrite, BatchOutcome>;
  /** The documents after the transaction is on disk. */
  readonly documents: ReadonlyMap<string, DocumentRow | undefined>;
}

/**
 * Applies all writes in one transaction, those of one document in order. A document is first assumed to be as cached:
 * writing its next version verifies that, in one statement for all of them. Only if it is not, or if there is no next
 * version, documents are locked and read.
 */
export async function writeBatch(
  trx: Transaction<StateSchema>,
  table: DocumentTable,
  writes: readonly DocumentWrite[],
  remembered: (id: string) => DocumentRow | undefined,
): Promise<BatchResult> {
  const outcomes = new Map<DocumentWrite, BatchOutcome>();
  const documents = new Map<string, DocumentRow | undefined>();
  let drafts = draftsOf(writes, remembered, false);
  for (let open = writes; ;) {
    const changes = drafts.flatMap((draft) => draft.change ?? []);
    const written = changes.length > 0 ? await table.write(trx, changes) : new Set<string>();
    for (const draft of drafts.filter(({ id, change }) => !change || written.has(id))) {
      for (const [write, outcome] of draft.outcomes) outcomes.set(write, outcome);
      documents.set(draft.id, draft.after);
    }
    open = open.filter((write) => !outcomes.has(write));
    if (open.length === 0) return { outcomes, documents };
    const rows = await table.lock(trx, [...new Set(open.map(({ id }) => id))]);
    const locked = new Map(rows.map((row) => [row.id, row]));
    drafts = draftsOf(open, (id) => locked.get(id), true);
  }
}

function draftsOf(
  writes: readonly DocumentWrite[],
  read: (id: string) => DocumentRow | undefined,
  certain: boolean,
): readonly Draft[] {
  const drafts = new Map<string, Draft>();
  for (const write of writes) {
    const { id } = write;
    const draft = drafts.get(id) ?? new Draft(id, read(id), certain);
    drafts.set(id, draft);
    draft.add(write);
  }
  return [...drafts.values()];
}

/** The result of the writes of one document, each applied to the result of the one before. */
class Draft {
  after: DocumentRow | undefined;
  readonly outcomes: [DocumentWrite, BatchOutcome][] = [];
  private readonly steps: (DocumentRow | undefined)[];
  private waits = false;

  constructor(
    readonly id: string,
    private readonly before: DocumentRow | undefined,
    /** Whether it is locked, as opposed to cached. */
    private readonly certain: boolean,
  ) {
    this.after = before;
    this.steps = [before];
  }

  /** Undefined if there is nothing to write. */
  get change(): RowChange | undefined {
    const { id, before, after, steps } = this;
    if (after === before) return undefined;
    return after ? { id, steps, before, after } : before && { id, steps, before, after };
  }

  add(write: DocumentWrite): void {
    if (this.waits) return;
    const outcome = outcomeOf(write, this.after);
    const row = 'row' in outcome ? outcome.row : this.after;
    // A refusal, for example, is void if the document has changed meanwhile; and the order has to be kept.
    this.waits = !this.certain && (row === undefined || row === this.after);
    if (this.waits) return;
    if (row !== this.after) this.steps.push((this.after = row));
    this.outcomes.push([write, outcome]);
  }
}

function outcomeOf(write: DocumentWrite, before: DocumentRow | undefined): BatchOutcome {
  try {
    return { row: applyWrite(write, before) };
  } catch (refusal) {
    return { refusal };
  }
}
