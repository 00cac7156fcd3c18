/**
 * Lets all who ask while `work` runs share its next run. Whoever asks gets a run that began after they asked, so it
 * sees what they did before.
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
