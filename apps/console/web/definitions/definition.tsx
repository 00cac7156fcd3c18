import { bodyOf, jobControl } from '../api/clients';
import { useLoad } from '../api/use-load';
import { Fact } from '../parts/fact';
import { Json } from '../parts/json';
import { Problem } from '../parts/problem';
import { Time } from '../parts/time';
import { VersionList } from '../parts/version-list';
import { route } from '../routes/navigation';
import { hrefOf } from '../routes/route';

/** One definition: what it takes, what it does, and what it was before. */
export function Definition({ subject: name }: { subject: string }) {
  const version = route.value.query.get('version') ?? undefined;
  const loaded = useLoad(`${name} ${version}`, (signal) =>
    version === undefined
      ? bodyOf(jobControl.GET('/definitions/{name}', { params: { path: { name } }, signal }))
      : bodyOf(
          jobControl.GET('/definitions/{name}/versions/{version}', { params: { path: { name, version } }, signal }),
        ),
  );
  const definition = loaded.value;
  return (
    <>
      <div class="head">
        <h1>{name}</h1>
        <div class="end buttons">
          <a href={hrefOf('jobs', undefined, { definition: name })}>Jobs made from it</a>
          <a href={hrefOf('run', name)}>Run it</a>
        </div>
      </div>
      <Problem error={loaded.error} />
      {definition && (
        <>
          {definition.description && <p>{definition.description}</p>}
          {definition.retiredAt && (
            <p class="note unsure">
              Retired since <Time at={definition.retiredAt} />: it cannot be started any more.
            </p>
          )}
          <dl class="facts">
            <Fact name="Version">{definition.version}</Fact>
            <Fact name="Since">
              <Time at={definition.createdAt} />
            </Fact>
            <Fact name="By">{definition.createdBy}</Fact>
          </dl>
          {definition.warnings?.map((warning) => (
            <p key={warning} class="note unsure">
              {warning}
            </p>
          ))}
          <h2>Inputs</h2>
          <Json value={definition.inputs} label="Schema of the inputs" />
          <h2>Job</h2>
          <Json value={definition.job} label="Job document" />
        </>
      )}
      <Versions name={name} shown={definition?.version} />
    </>
  );
}

function Versions({ name, shown }: { name: string; shown?: number }) {
  const versions = useLoad(`versions ${name}`, (signal) =>
    bodyOf(jobControl.GET('/definitions/{name}/versions', { params: { path: { name } }, signal })),
  );
  if (!versions.value || versions.value.length < 2) return null;
  return (
    <section class="panel" aria-labelledby="versions-title">
      <header>
        <h2 id="versions-title">Versions</h2>
      </header>
      <VersionList
        entries={versions.value.map(({ version, createdAt: at, createdBy: by }) => ({
          ...{ version, at, by },
          href: hrefOf('definitions', name, { version: String(version) }),
        }))}
        shown={shown}
      />
    </section>
  );
}
