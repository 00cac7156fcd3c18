import type { RecordedEvent } from '../../core/events';
import type { JobState } from '../../core/state';

export type Listener = (events: readonly RecordedEvent[], state: JobState) => void;

/** Subscriptions to the events of single jobs. */
export class JobSubscribers {
  private readonly listeners = new Map<string, Set<Listener>>();

  subscribe(jobId: string, listener: Listener): () => void {
    const subscribed = this.listeners.get(jobId) ?? new Set();
    this.listeners.set(jobId, subscribed.add(listener));
    return () => {
      subscribed.delete(listener);
      if (subscribed.size === 0 && this.listeners.get(jobId) === subscribed) this.listeners.delete(jobId);
    };
  }

  subscribedJobs(): string[] {
    return [...this.listeners.keys()];
  }

  notify(state: JobState, events: readonly RecordedEvent[]): void {
    for (const listener of [...(this.listeners.get(state.id) ?? [])]) listener(events, state);
  }
}
