import type { DiskFault } from './scenario';
import type { Tape } from './tape';
import type { VirtualProcess, VirtualTime } from './virtual-time';

export class DiskTrouble extends Error {
  override readonly name = 'DiskTrouble';
}

export const LONGEST_WRITE_MS = 5;

/** How long writes of a lost process may be under way: other processes have its jobs by then. */
const STRAGGLER_MS = 2_500;

/** What becomes of the last write of a process that is lost. */
type LastWrite = 'lost' | 'lands' | 'straggles';

/**
 * The way to the journal. It takes its time, is full, or does not respond; and a crash in the middle of a write leaves all
 * of it, or nothing.
 */
export class Disk {
  private readonly faults: DiskFault[];
  /** When a writer was last told that its write is on disk. */
  lastTaken = 0;
  private hasRefused = false;

  constructor(
    private readonly time: VirtualTime,
    private readonly tape: Tape,
    faults: readonly DiskFault[],
    private readonly lastWrites: readonly [LastWrite, ...LastWrite[]],
  ) {
    this.faults = [...faults];
  }

  /** From here on there is room, and every write is confirmed. */
  heal(): void {
    this.faults.length = 0;
  }

  private nextFault(mayRefuse: boolean): DiskFault {
    const fault = this.faults.shift() ?? 'none';
    if (fault !== 'refused') return fault;
    if (this.hasRefused || !mayRefuse) return 'none';
    this.hasRefused = true;
    return fault;
  }

  /** `refusal` is what a journal that cannot hold the entries returns; null where they are always taken. */
  write<Result>(
    process: VirtualProcess,
    perform: () => Promise<Result>,
    refusal: Result | null = null,
  ): Promise<Result> {
    const takes = 1 + this.tape.below(LONGEST_WRITE_MS);
    const last = this.lastWrites[this.tape.below(this.lastWrites.length)];
    const fault = this.nextFault(refusal !== null);
    return new Promise((resolve, reject) => {
      /** A lost process receives nothing. */
      const tell = (response: () => void): void => void this.time.schedule(0, response, process);
      const land = (): void => {
        perform().then(
          (result) => {
            if (fault !== 'none') return tell(() => reject(new DiskTrouble(fault)));
            tell(() => {
              this.lastTaken = this.time.now;
              resolve(result);
            });
          },
          (error: Error) => tell(() => reject(error)),
        );
      };
      this.time.schedule(takes, () => {
        if (!process.alive && last === 'straggles') this.time.schedule(STRAGGLER_MS, land);
        else if (!process.alive && last === 'lost') return;
        else if (fault === 'full') tell(() => reject(new DiskTrouble(fault)));
        else if (fault === 'refused') tell(() => resolve(refusal!));
        else land();
      });
    });
  }
}

/** On a disk of the process's own. */
export const OWN_DISK = ['lands', 'lost'] as const;
/** Over a network to a database that others share. */
export const SHARED_DISK = ['lands', 'lost', 'straggles'] as const;
