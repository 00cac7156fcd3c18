import type { Transaction } from 'kysely';
import type { Change, DocumentTable } from './document-table';
import type { DocumentRow, StateSchema } from './schema';
import { apply, type Write } from './write';

/** What came of a write: the document as it left it, undefined where there is none; or why it was refused. */
export type Outcome = { readonly row: DocumentRow | undefined } | { readonly refusal: unknown };

export interface Written {
  readonly outcomes: ReadonlyMap<Write, Outcome>;
  /** How the documents stand once the transaction is on disk. */
  readonly documents: ReadonlyMap<string, DocumentRow | undefined>;
}

/**
 * Does all writes in one transaction, those of one document in their order. A document is first taken for what is
 * remembered of it: that it still is so shows when its next version is written, which takes one statement for all of them.
 * Only where it is not, or where there is no next version, documents are locked and looked at.
 */
export async function writeTogether(
  trx: Transaction<StateSchema>,
  table: DocumentTable,
  writes: readonly Write[],
  remembered: (id: string) => DocumentRow | undefined,
): Promise<Written> {
  const outcomes = new Map<Write, Outcome>();
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
  writes: readonly Write[],
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

/** What writes make of one document, each of what the one before it left. */
class Draft {
  after: DocumentRow | undefined;
  readonly outcomes: [Write, Outcome][] = [];
  private waits = false;

  constructor(
    readonly id: string,
    private readonly before: DocumentRow | undefined,
    /** Whether it is locked, rather than remembered. */
    private readonly certain: boolean,
  ) {
    this.after = before;
  }

  /** Undefined where there is nothing to write. */
  get change(): Change | undefined {
    const { id, before, after } = this;
    if (after === before) return undefined;
    return after ? { id, before, after } : before && { id, before, after };
  }

  add(write: Write): void {
    if (this.waits) return;
    const outcome = outcomeOf(write, this.after);
    const row = 'row' in outcome ? outcome.row : this.after;
    // A refusal, say, is of no worth when the document may be another by now; and the order stays as it is.
    this.waits = !this.certain && (row === undefined || row === this.after);
    if (this.waits) return;
    this.after = row;
    this.outcomes.push([write, outcome]);
  }
}

function outcomeOf(write: Write, before: DocumentRow | undefined): Outcome {
  try {
    return { row: apply(write, before) };
  } catch (refusal) {
    return { refusal };
  }
}
