import { type ApiShape } from '../api/clients';
import { type ListFilter } from '../jobs/job-filter';

export type ActionOnMany = ApiShape<'BulkAction'>['action'];

/** What can be asked of many jobs at once, and what it means. */
export const MEANING_OF_ACTION: Readonly<Record<ActionOnMany, string>> = {
  cancel: 'Everything that they have done is undone.',
  pause: 'Calls under way are finished, and no others begin.',
  continue: 'They go on where they are; open effects are tried again.',
  revert: 'Jobs that have completed are undone.',
  rerun: 'They run from the first step again.',
  kill: 'They stop at once where they are. Nothing is undone.',
};

/** Why a list cannot be acted on as a whole; undefined where it can. */
export function whyNot({ q, waitingFor, ...filter }: ListFilter): string | undefined {
  if (q || waitingFor) return 'An action on many jobs cannot look for a text, or for what jobs wait for.';
  const { status, label, name, definition, since, until } = filter;
  const isNarrowed = [...status, ...label, name, definition, since, until].some(Boolean);
  return isNarrowed ? undefined : 'Narrow the list first: by status, label or definition.';
}

export function bulkRequest(action: ActionOnMany, filter: ListFilter): ApiShape<'BulkAction'> {
  const { status, label, name, definition, since, until } = filter;
  return {
    action,
    filter: {
      ...(status.length > 0 && { status: [...status] }),
      ...(label.length > 0 && { label: [...label] }),
      ...{ name, definition, since, until },
    },
  };
}
