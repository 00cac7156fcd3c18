import { type ApiShape, bodyOf, sharedState } from '../api/clients';
import { useLoad } from '../api/use-load';
import { Json } from '../parts/json';
import { Problem } from '../parts/problem';
import { VersionList } from '../parts/version-list';
import { hrefOf } from '../routes/route';

/** Who changed a document, and when: the versions that are kept, newest first. */
export function StateVersions({ id, shown }: { id: string; shown?: number }) {
  const path = { id };
  const versions = useLoad(`versions ${id}`, (signal) =>
    bodyOf(sharedState.GET('/state/{id}/versions', { params: { path }, signal })),
  );
  return (
    <section class="panel" aria-labelledby="versions-title">
      <header>
        <h2 id="versions-title">Versions</h2>
      </header>
      <Problem error={versions.error} />
      <VersionList
        entries={(versions.value ?? []).map(({ version, at, by, key }) => ({
          ...{ version, at, by },
          href: hrefOf('state', id, { version: String(version) }),
          children: key && <code class="muted">{key}</code>,
        }))}
        shown={shown}
      />
    </section>
  );
}

/** What one version changed, and what the document was then. */
export function StateVersion({ id, version }: { id: string; version: number }) {
  const path = { id, version };
  const loaded = useLoad(`version ${id} ${version}`, (signal) =>
    bodyOf(sharedState.GET('/state/{id}/versions/{version}', { params: { path }, signal })),
  );
  return (
    <section class="panel" aria-labelledby="version-title">
      <header>
        <h2 id="version-title">Version {version}</h2>
        <a class="end" href={hrefOf('state', id)}>
          Close
        </a>
      </header>
      <div class="inner column">
        <Problem error={loaded.error} />
        {loaded.value && (
          <>
            <Changes view={loaded.value} />
            <h3>The document then</h3>
            <Json value={loaded.value.content} label={`Content of version ${version}`} />
          </>
        )}
      </div>
    </section>
  );
}

function Changes({ view: { changes = [], moreChanges } }: { view: ApiShape<'VersionView'> }) {
  if (changes.length === 0)
    return <p class="muted">It is not known what it changed: the version before is not kept.</p>;
  return (
    <>
      <h3>What it changed</h3>
      <ul aria-label="Changes">
        {changes.map(({ pointer, change }) => (
          <li key={pointer}>
            <code>{pointer || 'the whole document'}</code> {change}
          </li>
        ))}
      </ul>
      {moreChanges !== undefined && <p class="muted">and {moreChanges} more changes</p>}
    </>
  );
}
