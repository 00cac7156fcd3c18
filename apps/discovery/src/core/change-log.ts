/** One change, under the revision it was made in. */
export interface Logged<T> {
  readonly revision: number;
  readonly change: T;
}

/**
 * The latest changes, in memory and bounded, so that a follower who was away for a moment gets what it missed.
 * Who was away for longer, or comes from elsewhere, starts afresh from a snapshot.
 */
export class ChangeLog<T> {
  private readonly latest: Logged<T>[] = [];
  private first = 0;
  private last = 0;

  constructor(private readonly capacity: number) {}

  get revision(): number {
    return this.last;
  }

  /** Forgets everything: from here on, whoever followed must start afresh. */
  restart(revision: number): void {
    this.latest.length = 0;
    this.first = this.last = revision;
  }

  /** Up to here nothing else changed. */
  reached(revision: number): void {
    this.last = revision;
  }

  append(revision: number, change: T): void {
    this.latest.push({ revision, change });
    this.last = revision;
    if (this.latest.length > this.capacity) this.first = this.latest.shift()?.revision ?? this.first;
  }

  /** What came after `revision`, oldest first; undefined when that is no longer, or was never, known here. */
  since(revision: number): Logged<T>[] | undefined {
    if (!(revision >= this.first && revision <= this.last)) return undefined;
    const start = this.latest.findIndex((logged) => logged.revision > revision);
    return start < 0 ? [] : this.latest.slice(start);
  }
}
