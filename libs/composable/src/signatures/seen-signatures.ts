/** Remembers which signatures were seen, for as long as they would count. */
export interface SeenSignatures {
  /** Whether this is the first time; `until` in milliseconds since the Unix epoch. */
  isFirst(id: string, until: number): Promise<boolean>;
}
