import { closeSync, constants, fsync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { isJsonObject } from '#contract';
import { OWNER_ONLY } from './owner-only';

/** What a database is known to have held. */
export interface CommitMark {
  readonly database: string;
  readonly commits: number;
  /** When the last commit was acknowledged. */
  readonly at: string;
}

/** Two slots, written alternately, each within a sector: a torn write leaves the other intact. */
const SLOT_BYTES = 512;
const SLOTS = 2;
/** How old the version on disk may be compared to the kernel's; they differ only after a power failure. */
const SYNC_AFTER_MS = 2_000;

export const markFileOf = (database: string): string => `${database}-mark`;

/** @returns `none` without a file, `unreadable` when it contains no intact mark */
export function readCommitMark(database: string): CommitMark | 'none' | 'unreadable' {
  let text: string;
  try {
    text = readFileSync(markFileOf(database), 'latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'none';
    throw error;
  }
  const marks = [0, 1].map((slot) => decode(text.slice(slot * SLOT_BYTES, (slot + 1) * SLOT_BYTES)));
  return marks.filter((mark) => mark !== undefined).sort((a, b) => b.commits - a.commits)[0] ?? 'unreadable';
}

/**
 * A file beside the database with the number of its last commit: raised in the kernel's memory after every commit that
 * is on disk, and synced now and then. So it is exact after a kill, seconds behind at most after a power failure, and
 * never ahead of the database.
 */
export class HighWaterMark {
  private syncTimer?: NodeJS.Timeout;
  private failure?: Error;

  private constructor(
    private readonly file: number,
    private readonly database: string,
  ) {}

  /** Writes a new file with the current commit number. */
  static open(databaseFile: string, { database, commits }: Omit<CommitMark, 'at'>): HighWaterMark {
    const path = markFileOf(databaseFile);
    const mark = new HighWaterMark(openSync(path, constants.O_RDWR | constants.O_CREAT, OWNER_ONLY.file), database);
    // Both slots, so that nothing of another database is left.
    for (let slot = 0; slot < SLOTS; slot++) mark.write(commits, slot);
    fsyncSync(mark.file);
    const directory = openSync(dirname(path), 'r');
    fsyncSync(directory);
    closeSync(directory);
    return mark;
  }

  /** Never fails: the commit is on disk already. */
  raise(commits: number): void {
    try {
      this.write(commits, commits % SLOTS);
      this.failure = undefined;
    } catch (error) {
      this.failure = error as Error;
    }
    this.syncTimer ??= setTimeout(() => this.sync(), SYNC_AFTER_MS).unref();
  }

  /** @throws Error when the last commit could not be recorded: its loss would go unnoticed */
  check(): Promise<void> {
    if (this.failure === undefined) return Promise.resolve();
    return Promise.reject(new Error(`The high-water mark cannot be written: ${this.failure.message}`));
  }

  close(): void {
    clearTimeout(this.syncTimer);
    fsyncSync(this.file);
    closeSync(this.file);
  }

  private sync(): void {
    this.syncTimer = undefined;
    fsync(this.file, (error) => (this.failure = error ?? this.failure));
  }

  private write(commits: number, slot: number): void {
    writeSync(this.file, encode({ database: this.database, commits, at: new Date().toISOString() }), slot * SLOT_BYTES);
  }
}

function encode(mark: CommitMark): string {
  const text = JSON.stringify(mark);
  return `${crc32(text).toString(16).padStart(8, '0')} ${text}`.padEnd(SLOT_BYTES - 1) + '\n';
}

function decode(slot: string): CommitMark | undefined {
  const text = slot.slice(9).trimEnd();
  if (slot.length !== SLOT_BYTES || crc32(text).toString(16).padStart(8, '0') !== slot.slice(0, 8)) return undefined;
  const mark: unknown = JSON.parse(text);
  return isJsonObject(mark) ? (mark as unknown as CommitMark) : undefined;
}
