import type { RecordedEvent } from '../../libs/orchestration/src/core/model/events';
import type { Journal } from '../../libs/orchestration/src/ports/journal.port';
import type { CommandQueue } from '../../libs/orchestration/src/ports/command-queue.port';
import type { Rests } from '../../libs/orchestration/src/ports/rests.port';
import type { Ownership } from '../../libs/orchestration/src/ports/ownership.port';
import type { Disk } from './disk';
import type { DiskFault } from './scenario';
import type { Tape } from './tape';
import type { VirtualProcess, VirtualTime } from './virtual-time';

/** After so long without a beat a process may be taken for dead, where several could share the store. */
export const LEASE_MS = 1_200;

/** What one life of job-control keeps its jobs with. */
export interface Access {
  readonly journal: Journal;
  readonly ownership: Ownership;
  readonly rests: Rests;
  readonly queue: CommandQueue;
}

/** Where the jobs of a world are kept. */
export interface Store {
  readonly disk: Disk;
  open(process: VirtualProcess): Access;
  /** Resolves when nothing is under way outside of virtual time; with whether anything was. */
  settled(): Promise<boolean>;
}

export interface World {
  readonly time: VirtualTime;
  readonly tape: Tape;
  readonly faults: readonly DiskFault[];
  /** Told of what is on disk, as soon as it is. */
  readonly written: (events: readonly RecordedEvent[]) => void;
}

/** A store that nothing is in yet. */
export type NewStore = (world: World) => Promise<Store>;
