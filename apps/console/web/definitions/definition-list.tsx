import { jobControl, pageOf } from '../api/clients';
import { useLoad } from '../api/use-load';
import { Labels } from '../parts/labels';
import { Pages } from '../parts/pages';
import { Problem } from '../parts/problem';
import { Table } from '../parts/table';
import { Time } from '../parts/time';
import { route } from '../routes/navigation';
import { hrefOf } from '../routes/route';

interface Props {
  /** Where a name leads: what it is, or its form. */
  readonly screen: 'definitions' | 'run';
}

const NAMES = { first: 'From the beginning', next: 'More definitions', end: 'No more definitions' };

export function DefinitionList({ screen }: Props) {
  const cursor = route.value.query.get('cursor') ?? undefined;
  const page = useLoad(`definitions ${cursor}`, (signal) =>
    pageOf(jobControl.GET('/definitions', { params: { query: { cursor, limit: '100' } }, signal })),
  );
  return (
    <section class="panel" aria-label="Definitions found">
      <Problem error={page.error} />
      {page.value?.items.length === 0 && <p class="empty">No definitions yet: job-runner define FILE makes one</p>}
      {page.value && page.value.items.length > 0 && (
        <Table columns={['Name', 'What it does', { name: 'Version', is: 'number' }, 'Since']}>
          {page.value.items.map(({ name, description, labels, version, createdAt }) => (
            <tr key={name}>
              <td>
                <a href={hrefOf(screen, name)}>{name}</a>
              </td>
              <td>
                {description}
                <Labels labels={labels} />
              </td>
              <td class="number">{version}</td>
              <td class="nowrap">
                <Time at={createdAt} />
              </td>
            </tr>
          ))}
        </Table>
      )}
      <Pages
        first={cursor && hrefOf(screen)}
        next={page.value?.next && hrefOf(screen, undefined, { cursor: page.value.next })}
        names={NAMES}
      />
    </section>
  );
}
