import { formatPointer, getAt, type JsonObject, parsePointer, removeAt, setAt } from '#contract/pure';
import type { StatePlan } from '../../libs/orchestration/src/core/plan/plan';
import type { Write } from '../../libs/orchestration/src/core/model/state-write';
import type { PatchOperation } from '../../libs/orchestration/src/core/model/effects';
import { writeOperation } from '../../libs/orchestration/src/core/task/writes';
import {
  type StateClient,
  type StateSnapshot,
  StateUnreachable,
  type WriteOutcome,
} from '../../libs/orchestration/src/ports/state-client.port';
import type { Tape } from './tape';
import type { VirtualProcess, VirtualTime } from './virtual-time';

/** The prefix of everything that other clients write. */
export const SOMEBODY_ELSES = 'another client’s';

type Seen = StateSnapshot & { readonly at: number };

const WRITTEN: WriteOutcome = { kind: 'written' };

/** One state document: versioned, with If-Match, idempotency keys, and other people who write it too. */
export class ModelState {
  document: unknown = {};
  /** What the document was when the job began. */
  baseline: unknown = {};
  /** Paths that other clients wrote. */
  readonly foreign = new Set<string>();
  /** What other clients appended to arrays, and have not removed. */
  readonly appended = new Set<string>();
  private version = 0;
  private readonly known = new Map<string, WriteOutcome>();

  constructor(
    private readonly time: VirtualTime,
    private readonly tape: Tape,
  ) {}

  /** Another client writes. */
  writeForeign(path: string, value: string): void {
    this.foreign.add(path);
    const appends = path.endsWith('/-');
    if (appends && !Array.isArray(getAt(this.document, parentOf(path)) ?? [])) return;
    try {
      this.change(setAt(this.document, path, value));
    } catch {
      return; // No room for it there now.
    }
    if (appends) this.appended.add(value);
  }

  /** Another client removes what it appended, and what follows moves up. */
  removeForeign(path: string, value: string): void {
    const items = getAt(this.document, parentOf(path));
    const index = Array.isArray(items) ? items.indexOf(value) : -1;
    if (index === -1) return;
    this.change(removeAt(this.document, formatPointer([...parentOf(path), index])));
    this.appended.delete(value);
  }

  of(process: VirtualProcess): StateClient {
    let last: Seen | null = null;
    const look = (): Seen => ({ document: this.document, etag: String(this.version), at: this.time.now });
    const read = (): StateSnapshot => (last = look());
    // What the document is after a write is known only to those who hear of it.
    const write = async (writes: readonly Write[], etag: string | null, key: string): Promise<WriteOutcome> => {
      last = null;
      let left = null as Seen | null;
      const outcome = await this.call(process, key, etag, () => {
        const written = this.write(writes);
        left = look();
        return written;
      });
      last = left;
      return outcome;
    };
    return {
      addressFor: (jobId) => jobId,
      prepare: (_, plan, key) => this.call(process, key, null, () => this.prepare(plan)),
      read: (_, maxAgeMs) =>
        last && this.time.now - last.at <= maxAgeMs && this.tape.below(2) === 0
          ? Promise.resolve(last)
          : this.call(process, null, null, read),
      write: (_, writes, etag, key) => write(writes, etag, key),
      takeBack: (_, operations, etag, key) => this.call(process, key, etag, () => this.takeBack(operations)),
      delete: () => Promise.resolve(),
    };
  }

  /** Each call may be lost on the way there, or on the way back. */
  private call<T>(process: VirtualProcess, key: string | null, etag: string | null, land: () => T): Promise<T> {
    const chance = this.tape.next();
    const lostBefore = chance >= 300 && chance % 4 === 0;
    const lostAfter = chance >= 300 && chance % 4 === 1;
    const refused = chance >= 900 && chance % 4 === 2;
    return new Promise((resolve, reject) => {
      const respond = (delay: number, tell: () => void): void => void this.time.schedule(delay, tell, process);
      const unreachable = (): void => reject(new StateUnreachable('shared-state does not respond'));
      if (lostBefore) return respond(20, unreachable);
      this.time.schedule(3, () => {
        const outcome = this.land(key, etag, refused, land) as T;
        respond(3, lostAfter ? unreachable : () => resolve(outcome));
      });
    });
  }

  private land<T>(key: string | null, etag: string | null, refused: boolean, work: () => T): T | WriteOutcome {
    const before = key === null ? undefined : this.known.get(key);
    if (before) return before;
    if (key !== null && refused) return { kind: 'refused', message: 'shared-state will not' };
    if (etag !== null && etag !== String(this.version)) return { kind: 'conflict' };
    const outcome = work();
    if (key !== null) this.known.set(key, outcome as WriteOutcome);
    return outcome;
  }

  private prepare({ initial, merge }: StatePlan): WriteOutcome {
    this.change({ ...initial, ...merge, ...(this.document as JsonObject) });
    this.baseline = this.document;
    return WRITTEN;
  }

  private write(writes: readonly Write[]): WriteOutcome {
    let next = this.document;
    for (const { path, value } of writes.map(writeOperation)) next = setAt(next, path, value);
    this.change(next);
    return WRITTEN;
  }

  private takeBack(operations: readonly PatchOperation[]): WriteOutcome {
    let next = this.document;
    for (const { op, path, value } of operations)
      next = op === 'remove' ? removeAt(next, path) : setAt(next, path, value);
    this.change(next);
    return WRITTEN;
  }

  private change(next: unknown): void {
    this.document = next;
    this.version += 1;
  }
}

function parentOf(path: string): string[] {
  return parsePointer(path).slice(0, -1);
}
