import type { JobControlClient } from '#clients';
import { isApiError } from '../failure/client-errors';
import { UsageError } from '../failure/usage-error';

const WHOLE = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PAGE = 1_000;
/** The most pages of jobs, newest first, that are searched for a prefix. */
const MAX_PAGES = 10;
const MAX_NAMED = 5;

/** The id of the one job whose id has this prefix. Anything else is returned as it is: job-control reports it. */
export async function findJobId(jobs: JobControlClient, start: string): Promise<string> {
  if (WHOLE.test(start) || (await exists(jobs, start))) return start;
  const found = await startingWith(jobs, start).catch(() => []);
  if (found.length <= 1) return found[0] ?? start;
  const named = [...found.slice(0, MAX_NAMED), ...(found.length > MAX_NAMED ? ['…'] : [])].join(', ');
  throw new UsageError(`the ids of ${found.length} jobs begin with ${start}: ${named}`);
}

async function exists(jobs: JobControlClient, id: string): Promise<boolean> {
  try {
    await jobs.get(id);
    return true;
  } catch (error) {
    if (isApiError(error) && error.status === 404) return false;
    throw error;
  }
}

async function startingWith(jobs: JobControlClient, start: string): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { items, cursor: next } = await jobs.list({ limit: PAGE, cursor });
    found.push(...items.map(({ id }) => id).filter((id) => id.toLowerCase().startsWith(start.toLowerCase())));
    if (next === undefined) break;
    cursor = next;
  }
  return found;
}
