import type { RecordedEvent } from '../core/model/events';
import type { JobState } from '../core/model/state';

/** Receives the events of all jobs of this process, for metrics and logs. Must be quick, and must not throw. */
export interface Observer {
  /** These events of one job are on disk, and result in this state. */
  recorded(events: readonly RecordedEvent[], state: JobState): void;
  /** One write has put events of this many jobs on disk. */
  written?(jobs: number): void;
}
