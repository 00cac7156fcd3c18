import { type ApiShape, pageOf, sharedState } from '../api/clients';
import { useLoad } from '../api/use-load';
import { Pages } from '../parts/pages';
import { Problem } from '../parts/problem';
import { Table } from '../parts/table';
import { Time } from '../parts/time';
import { navigate, route } from '../routes/navigation';
import { hrefOf } from '../routes/route';

const NAMES = { first: 'From the beginning', next: 'More documents', end: 'No more documents' };

/** The documents that jobs share. */
export function StateDocuments() {
  const cursor = route.value.query.get('cursor') ?? undefined;
  const page = useLoad(`state ${cursor}`, (signal) =>
    pageOf(sharedState.GET('/state', { params: { query: { cursor, limit: 100 } }, signal })),
  );
  const open = (event: SubmitEvent): void => {
    event.preventDefault();
    const id = new FormData(event.currentTarget as HTMLFormElement).get('id');
    if (typeof id === 'string' && id.trim()) navigate(hrefOf('state', id.trim()));
  };
  return (
    <>
      <div class="head">
        <h1>State</h1>
        <span class="muted">the JSON documents that jobs read and write</span>
      </div>
      <form class="filters" role="search" aria-label="Documents" onSubmit={open}>
        <label class="field wide">
          Id of a document
          <input name="id" required />
        </label>
        <button class="main">Open</button>
      </form>
      <Problem error={page.error} />
      <section class="panel" aria-label="Documents found">
        {page.value?.items.length === 0 && <p class="empty">No documents</p>}
        {page.value && page.value.items.length > 0 && <DocumentTable documents={page.value.items} />}
        <Pages
          first={cursor && hrefOf('state')}
          next={page.value?.next && hrefOf('state', undefined, { cursor: page.value.next })}
          names={NAMES}
        />
      </section>
    </>
  );
}

const DocumentTable = ({ documents }: { documents: readonly ApiShape<'ItemView'>[] }) => (
  <Table columns={['Document', 'Created', 'Last changed']}>
    {documents.map(({ id, createdAt, lastModified }) => (
      <tr key={id}>
        <td>
          <a class="mono" href={hrefOf('state', id)}>
            {id}
          </a>
        </td>
        <td class="nowrap">
          <Time at={createdAt} />
        </td>
        <td class="nowrap">
          <Time at={lastModified} />
        </td>
      </tr>
    ))}
  </Table>
);
