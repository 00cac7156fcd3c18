import { type ApiShape, bodyOf, sharedState } from '../api/clients';
import { useLoad } from '../api/use-load';
import { Fact } from '../parts/fact';
import { Json } from '../parts/json';
import { Problem } from '../parts/problem';
import { Time } from '../parts/time';
import { route } from '../routes/navigation';
import { StateVersion, StateVersions } from './state-versions';

/** One document as it is now, and what it was before. */
export function StateDocument({ subject: id }: { subject: string }) {
  const path = { id };
  const version = Number(route.value.query.get('version')) || undefined;
  const loaded = useLoad(id, async (signal) => ({
    content: await bodyOf(sharedState.GET('/state/{id}', { params: { path }, signal })),
    about: await bodyOf(sharedState.GET('/state/{id}', { params: { path, query: { meta: 'true' } }, signal })),
  }));
  return (
    <>
      <div class="head">
        <h1 class="mono">{id}</h1>
        <button class="end" onClick={loaded.reload}>
          Read again
        </button>
      </div>
      <Problem error={loaded.error} />
      {loaded.value && (
        <>
          <About about={loaded.value.about as ApiShape<'MetaView'>} />
          <Json value={loaded.value.content} label="Content of the document" />
          {version !== undefined && <StateVersion id={id} version={version} />}
          <StateVersions id={id} shown={version} />
        </>
      )}
    </>
  );
}

const About = ({ about: { createdAt, lastModified, version } }: { about: ApiShape<'MetaView'> }) => (
  <dl class="facts">
    <Fact name="Version">{version}</Fact>
    <Fact name="Created">
      <Time at={createdAt} />
    </Fact>
    <Fact name="Last changed">
      <Time at={lastModified} />
    </Fact>
  </dl>
);
