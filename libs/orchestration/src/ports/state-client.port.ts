import type { StatePlan } from '../core/plan/plan';
import type { Write } from '../core/state';
import type { PatchOperation } from '../core/task/writes';

export const STATE_CLIENT = Symbol('StateClient');

/** The ETag of a document that is not there: it stays so until somebody makes one. */
export const MISSING = '*';

export interface StateSnapshot {
  readonly document: unknown;
  /** Null where whoever keeps the document gives none. */
  readonly etag: string | null;
}

export type WriteOutcome =
  | { readonly kind: 'written' }
  /** The document changed since it was read. */
  | { readonly kind: 'conflict' }
  /** Shared-state will not, however often it is asked. */
  | {
      readonly kind: 'refused';
      readonly message: string;
      readonly status?: number;
      readonly code?: string;
      /** A part of it is written: whoever keeps the document takes one operation at a time. */
      readonly partly?: true;
    };

/** In whose name a document is used: whoever submitted the job; null when nobody was asked. */
export type ForWhom = string | null;

/** The state documents of jobs. Every call may be made twice. Rejects with StateUnreachable, or StateRefused. */
export interface StateClient {
  /** The address a document made for this job will have. */
  addressFor(jobId: string, plan: StatePlan): string;

  /** Makes or fills the document as the plan says. `key` makes a second call harmless. */
  prepare(address: string, plan: StatePlan, key: string, forWhom: ForWhom): Promise<WriteOutcome>;

  /** A missing document reads as `{}`. A copy that was seen at most `maxAgeMs` ago will do. */
  read(address: string, maxAgeMs: number, forWhom: ForWhom): Promise<StateSnapshot>;

  write(
    address: string,
    writes: readonly Write[],
    etag: string | null,
    key: string,
    forWhom: ForWhom,
  ): Promise<WriteOutcome>;

  takeBack(
    address: string,
    operations: readonly PatchOperation[],
    etag: string | null,
    key: string,
    forWhom: ForWhom,
  ): Promise<WriteOutcome>;

  /** Also when it is not there. */
  delete(address: string, forWhom: ForWhom): Promise<void>;
}

/** Whoever keeps the document will not, however often it is asked. */
export class StateRefused extends Error {
  override readonly name = 'StateRefused';
}

export class StateUnreachable extends Error {
  override readonly name = 'StateUnreachable';
}
