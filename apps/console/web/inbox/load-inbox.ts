import { bodyOf, discovery, jobControl, pageOf, type ApiShape } from '../api/clients';

export interface Inbox {
  /** Jobs with open effects, oldest first. */
  readonly attention: readonly ApiShape<'JobView'>[];
  /** Those of which only the list was read: too many to show in full. */
  readonly more: number;
  readonly approvals: readonly ApiShape<'JobSummary'>[];
  /** Paused because something failed, or by a person. */
  readonly paused: readonly ApiShape<'JobSummary'>[];
  readonly services: readonly ApiShape<'ServiceEntry'>[];
}

interface ListQuery {
  readonly status?: string;
  readonly waitingFor?: 'approval';
}

const PAGES = 10;
const PAGE_SIZE = '200';
/** Jobs that are read in full, for their open effects. */
const SHOWN = 25;

export async function loadInbox(signal: AbortSignal): Promise<Inbox> {
  const [attention, approvals, paused, services] = await Promise.all([
    jobsOf({ status: 'needs-attention' }, signal),
    jobsOf({ waitingFor: 'approval' }, signal),
    jobsOf({ status: 'paused' }, signal),
    failingServices(signal),
  ]);
  const read = ({ id }: ApiShape<'JobSummary'>) =>
    bodyOf(jobControl.GET('/jobs/{id}', { params: { path: { id } }, signal }));
  const shown = await Promise.all(attention.slice(0, SHOWN).map(read));
  return {
    // It may have been dealt with since it was listed.
    attention: shown.filter(({ status }) => status === 'needs-attention'),
    more: attention.length - shown.length,
    approvals,
    paused,
    services,
  };
}

/** Oldest first: the list has the newest first. */
async function jobsOf(filter: ListQuery, signal: AbortSignal): Promise<ApiShape<'JobSummary'>[]> {
  const jobs: ApiShape<'JobSummary'>[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const query = { ...filter, limit: PAGE_SIZE, cursor };
    const { items, next } = await pageOf(jobControl.GET('/jobs', { params: { query }, signal }));
    jobs.push(...items);
    cursor = next;
    if (cursor === undefined) break;
  }
  return jobs.reverse();
}

async function failingServices(signal: AbortSignal): Promise<ApiShape<'ServiceEntry'>[]> {
  const services = await bodyOf(discovery.GET('/services', { signal }));
  return services.filter(({ health }) => health === 'failing' || health === 'evicted');
}
