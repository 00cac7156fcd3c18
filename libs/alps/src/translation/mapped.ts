/** A term of a job, and the field of a service that means the same. Paths start at the enclosing list's items, if any. */
export interface Mapped {
  readonly term: readonly string[];
  readonly field: readonly string[];
  /** For an object or a list of objects: how its own members are called. */
  readonly items?: readonly Mapped[];
}

/** Why a service is no candidate, in words that follow its name. */
export class Unmatched extends Error {
  override readonly name = 'Unmatched';
}
