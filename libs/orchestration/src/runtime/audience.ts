import type { RecordedEvent } from '../core/events';
import type { JobState } from '../core/state';

export type Listener = (events: readonly RecordedEvent[], state: JobState) => void;

/** Who follows which job. */
export class Audience {
  private readonly listeners = new Map<string, Set<Listener>>();

  follow(jobId: string, listener: Listener): () => void {
    const listening = this.listeners.get(jobId) ?? new Set();
    this.listeners.set(jobId, listening.add(listener));
    return () => {
      listening.delete(listener);
      if (listening.size === 0 && this.listeners.get(jobId) === listening) this.listeners.delete(jobId);
    };
  }

  followed(): string[] {
    return [...this.listeners.keys()];
  }

  tell(state: JobState, events: readonly RecordedEvent[]): void {
    for (const listener of [...(this.listeners.get(state.id) ?? [])]) listener(events, state);
  }
}
