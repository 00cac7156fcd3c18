import { Injectable } from '@nestjs/common';
import { PlatformError } from '#contract';
import { EditThread } from '../editing/edit-thread';
import { type Edited, toError } from '../editing/perform-edit';
import { DocumentStore } from './document-store';
import type { DocumentRow } from './schema';
import { assertMayWrite, documentIdOf, type WriteOrder, type WriteResult } from './write-order';

/** Large writes hold their bodies in memory while they wait. */
const MOST_WAITING = 64;
const RETRY_AFTER_MS = 1_000;
const ATTEMPTS = 10;

/** Another request wrote the document after the change was computed. */
class Outdated extends Error {}

/**
 * Writes with large bodies or documents: each change is computed in another thread from the current document, and
 * written if the document is still the same. One after the other, so that they do not invalidate each other.
 */
@Injectable()
export class LargeWrites {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly store: DocumentStore,
    private readonly thread: EditThread,
  ) {}

  async write(order: WriteOrder): Promise<WriteResult> {
    if (this.waiting >= MOST_WAITING) throw overloaded(`${MOST_WAITING} large writes are waiting`);
    this.waiting++;
    const turn = this.last.then(() => this.writeNext(order)).finally(() => this.waiting--);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async writeNext(order: WriteOrder): Promise<WriteResult> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const before = order.id === undefined ? undefined : await this.store.current(order.id);
      const { kind, body, terms } = order;
      const asked = terms.idempotencyKey === undefined ? undefined : terms.asked;
      const edited = await this.thread.perform({ kind, body, asked, before: before?.content });
      try {
        return await this.commit(order, before, edited);
      } catch (error) {
        if (!(error instanceof Outdated)) throw error;
      }
    }
    throw overloaded('Others keep changing the document');
  }

  private async commit(order: WriteOrder, made: DocumentRow | undefined, edited: Edited): Promise<WriteResult> {
    const { terms, may } = order;
    const { idempotencyKey: key, user, check, audit } = terms;
    const { after, digest = '', status } = edited;
    const id = order.id ?? documentIdOf(edited.id, terms);
    const document = await this.store.write({
      id,
      user,
      check,
      audit,
      idempotency: key === undefined ? undefined : { key, digest },
      edit: (before) => {
        assertMayWrite(may, id, before);
        if (before?.tag !== made?.tag) throw new Outdated();
        if ('refusal' in after) throw toError(after.refusal);
        return after.text;
      },
    });
    return { document: document!, status };
  }
}

function overloaded(reason: string): PlatformError {
  return new PlatformError('overloaded', reason, { retryAfterMs: RETRY_AFTER_MS });
}
