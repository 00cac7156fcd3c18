/** Something that was asked for, by whom, and what came of it. */
export interface AuditEntry {
  /** Ordered by time. */
  readonly id: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** The principal; without authentication the name that the request gives, if any. */
  readonly by: string | null;
  /** The address that the request came from. */
  readonly from: string | null;
  /** Such as `cancel`, or `register`. */
  readonly action: string;
  readonly kind: AuditedKind;
  /** The id, name or address of what it was done to; null where the request names none. */
  readonly subject: string | null;
  readonly outcome: 'done' | 'refused';
  /** Of the response. */
  readonly status: number;
  /** The error code of a refusal. */
  readonly code: string | null;
  /** The reason that the request gives. */
  readonly reason: string | null;
}

export const AUDITED_KINDS = ['job', 'jobs', 'definition', 'registration', 'document'] as const;
export type AuditedKind = (typeof AUDITED_KINDS)[number];

export interface AuditFilter {
  readonly by?: string;
  readonly action?: string;
  readonly kind?: string;
  readonly subject?: string;
  readonly outcome?: string;
  /** Milliseconds since the Unix epoch, inclusive. */
  readonly since?: number;
  readonly until?: number;
  readonly limit: number;
  /** The id after which the page begins. */
  readonly after?: string;
}
