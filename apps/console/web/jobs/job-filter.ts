import { type ApiShape } from '../api/clients';
import { hrefOf } from '../routes/route';

export const STATUSES: readonly ApiShape<'JobView'>['status'][] = [
  'accepted',
  'running',
  'paused',
  'reverting',
  'needs-attention',
  'failed',
  'killed',
  'cancelled',
  'reverted',
  'completed',
];

export const WAITS = ['approval', 'signal', 'timer'] as const;
export type WaitFilter = (typeof WAITS)[number];

/** What a list of jobs is narrowed to, as it stands in the address. */
export interface ListFilter {
  readonly q?: string;
  readonly name?: string;
  readonly definition?: string;
  readonly status: readonly ApiShape<'JobView'>['status'][];
  readonly label: readonly string[];
  readonly waitingFor?: WaitFilter;
  readonly since?: string;
  readonly until?: string;
}

export function filterOf(query: URLSearchParams): ListFilter {
  const text = (name: string): string | undefined => query.get(name) ?? undefined;
  return {
    q: text('q'),
    name: text('name'),
    definition: text('definition'),
    status: STATUSES.filter((status) => query.getAll('status').includes(status)),
    label: query.getAll('label'),
    waitingFor: WAITS.find((wait) => wait === query.get('waitingFor')),
    since: text('since'),
    until: text('until'),
  };
}

export const hrefOfFilter = (filter: ListFilter, cursor?: string): string =>
  hrefOf('jobs', undefined, { ...filter, cursor });

/** What a person has filled in; labels are written `key:value`, with spaces between. */
export function filterOfForm(form: FormData): ListFilter {
  const query = new URLSearchParams();
  for (const [name, value] of form) {
    if (typeof value !== 'string') continue;
    for (const one of name === 'label' ? value.split(/\s+/) : [value.trim()]) if (one) query.append(name, one);
  }
  return filterOf(query);
}

export const isEmpty = (filter: ListFilter): boolean => hrefOfFilter(filter) === '/jobs';
