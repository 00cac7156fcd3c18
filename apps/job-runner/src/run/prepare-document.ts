import type { JobDocument } from '#contract';

/** The submitted document: the author's own, with the command line's additions to its state. */
export function prepareDocument(
  job: JobDocument,
  { stateAddress, values }: { stateAddress?: string; values?: Record<string, unknown> },
): JobDocument {
  return {
    ...job,
    ...(stateAddress === undefined ? {} : { sharedStateURL: stateAddress }),
    ...(values === undefined ? {} : { sharedState: { ...job.sharedState, ...values } }),
  };
}
