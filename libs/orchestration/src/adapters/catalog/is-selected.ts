import type { JobFilter } from '../../ports/catalog.port';
import type { ListedJob } from '../../ports/journal.port';

/** Whether a job is one of those that a filter selects; times and cursors select ranges of the list instead. */
export function isSelected(row: ListedJob, filter: JobFilter): boolean {
  const { status, name, submittedBy, definition, waitingFor, labels = [], text } = filter;
  return (
    isOneOf(row.status, status) &&
    isSame(row.name, name) &&
    isSame(row.submittedBy, submittedBy) &&
    isSame(row.definition?.name, definition) &&
    isSame(row.waitingFor?.kind, waitingFor) &&
    labels.every((label) => hasLabel(row, label)) &&
    (text === undefined || contains(row, text.toLowerCase()))
  );
}

function isOneOf<T>(value: T, wanted: readonly T[] | undefined): boolean {
  return wanted === undefined || wanted.includes(value);
}

function isSame(value: string | null | undefined, wanted: string | undefined): boolean {
  return wanted === undefined || value === wanted;
}

function hasLabel({ labels }: ListedJob, label: string): boolean {
  const colon = label.indexOf(':');
  const key = label.slice(0, colon);
  return Object.hasOwn(labels, key) && labels[key] === label.slice(colon + 1);
}

function contains({ name, error }: ListedJob, text: string): boolean {
  return [name, error?.message].some((field) => field?.toLowerCase().includes(text));
}
