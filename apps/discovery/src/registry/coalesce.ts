/**
 * Lets all callers during a run of `work` share the next run: every caller gets a run that began after its call, so it
 * sees the caller's earlier writes.
 */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
  let upcoming: Promise<void> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    if (upcoming) return upcoming;
    upcoming = last.then(() => {
      upcoming = undefined;
      return work();
    });
    last = upcoming.catch(() => undefined);
    return upcoming;
  };
}
