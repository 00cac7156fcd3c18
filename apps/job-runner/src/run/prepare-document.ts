import type { JobDocument } from '#contract';

/** The document that is submitted: the author's own, with what the command line adds to its state. */
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
