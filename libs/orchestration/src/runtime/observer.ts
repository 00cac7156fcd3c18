import type { RecordedEvent } from '../core/events';
import type { JobState } from '../core/state';

/**
 * Whoever counts, measures or logs what the jobs of this process do. Told when it is on disk already, so that nothing
 * waits for it; must be quick, and must not throw.
 */
export interface Observer {
  /** These events of one job are on disk now, and this is what they make of the job. */
  recorded(events: readonly RecordedEvent[], state: JobState): void;
  /** One write has put events of so many jobs on disk. */
  written?(jobs: number): void;
}
