/** One change, with its revision. */
export interface LoggedChange<T> {
  readonly revision: number;
  readonly change: T;
}

/**
 * The latest changes, in memory and bounded, so that a reader that was disconnected briefly gets what it missed. Any
 * other reader starts from a snapshot.
 */
export class ChangeLog<T> {
  private readonly latest: LoggedChange<T>[] = [];
  private first = 0;
  private last = 0;

  constructor(private readonly capacity: number) {}

  get revision(): number {
    return this.last;
  }

  /** Forgets everything: every reader must start from a snapshot. */
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

  /** The changes after `revision`, oldest first; undefined when they are not all known. */
  since(revision: number): LoggedChange<T>[] | undefined {
    if (!(revision >= this.first && revision <= this.last)) return undefined;
    const start = this.latest.findIndex((logged) => logged.revision > revision);
    return start < 0 ? [] : this.latest.slice(start);
  }
}
