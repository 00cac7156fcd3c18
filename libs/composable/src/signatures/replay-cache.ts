/** Remembers signatures until they expire. */
export interface ReplayCache {
  /** Returns whether this is the first use; `until` in milliseconds since the Unix epoch. */
  isFirst(id: string, until: number): Promise<boolean>;
}
