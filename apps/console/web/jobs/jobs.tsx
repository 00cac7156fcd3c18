import { jobControl, pageOf } from '../api/clients';
import { useLoad } from '../api/use-load';
import { Bulk } from '../bulk/bulk';
import { Pages } from '../parts/pages';
import { Problem } from '../parts/problem';
import { navigate, route } from '../routes/navigation';
import { Filters } from './filters';
import { filterOf, hrefOfFilter, isEmpty, type ListFilter } from './job-filter';
import { JobTable } from './job-table';

const REFRESH_MS = 5_000;
const NAMES = { first: 'Newest', next: 'Older jobs', end: 'No older jobs' };

export function Jobs() {
  const { query } = route.value;
  const filter = filterOf(query);
  const cursor = query.get('cursor') ?? undefined;
  const page = useLoad(
    hrefOfFilter(filter, cursor),
    (signal) => pageOf(jobControl.GET('/jobs', { params: { query: { ...paramsOf(filter), cursor } }, signal })),
    // What stands on later pages is over, and must not move while it is read.
    { everyMs: cursor === undefined ? REFRESH_MS : undefined },
  );
  return (
    <>
      <div class="head">
        <h1>Jobs</h1>
      </div>
      <Filters filter={filter} apply={(changed) => navigate(hrefOfFilter(changed))} />
      <Bulk filter={filter} changed={page.reload} />
      <Problem error={page.error} />
      <section class="panel" aria-label="Jobs found" aria-busy={page.isLoading}>
        {page.value && <JobTable jobs={page.value.items} empty={emptyText(filter, page.value.next)} />}
        {page.value && (
          <Pages
            first={cursor && hrefOfFilter(filter)}
            next={page.value.next && hrefOfFilter(filter, page.value.next)}
            names={NAMES}
          />
        )}
      </section>
    </>
  );
}

function paramsOf({ status, label, ...filter }: ListFilter) {
  return { ...filter, status: status.length > 0 ? status.join(',') : undefined, label: [...label], limit: '50' };
}

function emptyText(filter: ListFilter, next?: string): string {
  if (next) return 'None among the jobs looked at so far; there are older ones';
  return isEmpty(filter) ? 'No jobs yet' : 'No job is like that';
}
