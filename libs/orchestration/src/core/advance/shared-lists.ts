import { type JournalEvent } from '../model/events';

/** Lists that several tasks of a step go over: the journal holds each once. */
export class SharedLists {
  private readonly first = new Map<unknown, number>();

  /** The event without items that the one of an earlier task holds. */
  share(event: JournalEvent): JournalEvent {
    if (event.type !== 'task-expanded' || event.items === undefined) return event;
    const { items, ...rest } = event;
    const itemsOf = this.first.get(items);
    if (itemsOf !== undefined && items.length > 0) return { ...rest, itemsOf };
    this.first.set(items, event.task);
    return event;
  }
}
