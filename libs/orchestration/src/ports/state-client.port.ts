import type { StatePlan } from '../core/plan/plan';
import type { Write } from '../core/model/state-write';
import type { PatchOperation } from '../core/model/effects';

export const STATE_CLIENT = Symbol('StateClient');

/** The ETag of a missing document. */
export const MISSING = '*';

export interface StateSnapshot {
  readonly document: unknown;
  /** Null if the server of the document sends none. */
  readonly etag: string | null;
}

export type WriteOutcome =
  | { readonly kind: 'written' }
  /** The document changed since it was read. */
  | { readonly kind: 'conflict' }
  /** The write is refused for good. */
  | {
      readonly kind: 'refused';
      readonly message: string;
      readonly status?: number;
      readonly code?: string;
      /** A part of it is written: the server of the document takes one operation per request. */
      readonly partly?: true;
    };

/** The principal for which a document is used: the submitter of the job; null without authentication. */
export type DocumentPrincipal = string | null;

/** The state documents of jobs. Every call is idempotent. Rejects with StateUnreachable or StateRefused. */
export interface StateClient {
  /** The address of the document that is made for this job. */
  addressFor(jobId: string, plan: StatePlan): string;

  /** Creates or fills the document as the plan says. */
  prepare(address: string, plan: StatePlan, key: string, forWhom: DocumentPrincipal): Promise<WriteOutcome>;

  /** A missing document reads as `{}`. A copy that is at most `maxAgeMs` old may be returned. */
  read(address: string, maxAgeMs: number, forWhom: DocumentPrincipal): Promise<StateSnapshot>;

  write(
    address: string,
    writes: readonly Write[],
    etag: string | null,
    key: string,
    forWhom: DocumentPrincipal,
  ): Promise<WriteOutcome>;

  takeBack(
    address: string,
    operations: readonly PatchOperation[],
    etag: string | null,
    key: string,
    forWhom: DocumentPrincipal,
  ): Promise<WriteOutcome>;

  /** Succeeds also if the document is missing. */
  delete(address: string, forWhom: DocumentPrincipal): Promise<void>;
}

/** The server of the document refuses for good. */
export class StateRefused extends Error {
  override readonly name = 'StateRefused';
}

export class StateUnreachable extends Error {
  override readonly name = 'StateUnreachable';
}
