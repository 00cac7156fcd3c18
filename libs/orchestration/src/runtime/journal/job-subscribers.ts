import type { RecordedEvent } from '../../core/model/events';
import type { JobState } from '../../core/model/state';
import type { Observer } from '../../ports/observer.port';

export type Listener = (events: readonly RecordedEvent[], state: JobState) => void;

/** Everything that is notified of events on disk: subscribers of single jobs, and observers of all jobs of this process. */
export class JobSubscribers {
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly observers: Observer[] = [];

  observe(observer: Observer): void {
    this.observers.push(observer);
  }

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

  /** Events that this process wrote. */
  recorded(state: JobState, events: readonly RecordedEvent[]): void {
    this.notify(state, events);
    for (const observer of this.observers) observer.recorded(events, state);
  }

  /** Events that any process wrote. */
  notify(state: JobState, events: readonly RecordedEvent[]): void {
    for (const listener of [...(this.listeners.get(state.id) ?? [])]) listener(events, state);
  }

  written(jobs: number): void {
    for (const observer of this.observers) observer.written?.(jobs);
  }
}
