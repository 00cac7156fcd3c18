import { type ApiShape } from '../api/clients';
import { durationText } from '../parts/duration';
import { Fact } from '../parts/fact';
import { Labels } from '../parts/labels';
import { Time } from '../parts/time';

export function Facts({ job }: { job: ApiShape<'JobView'> }) {
  const { id, createdAt, startedAt, completedAt, submittedBy, definition, run, waitingFor } = job;
  return (
    <dl class="facts">
      <Fact name="Id">
        <code>{id}</code>
      </Fact>
      {definition && (
        <Fact name="Definition">
          {definition.name}, version {definition.version}
        </Fact>
      )}
      {submittedBy && <Fact name="By">{submittedBy}</Fact>}
      <Fact name="Created">
        <Time at={createdAt} />
      </Fact>
      {startedAt && completedAt && (
        <Fact name="Took">{durationText(Date.parse(completedAt) - Date.parse(startedAt))}</Fact>
      )}
      {run > 1 && <Fact name="Run">{run}</Fact>}
      {waitingFor && (
        <Fact name="Waits since">
          <Time at={waitingFor.since} />
          {waitingFor.until && (
            <>
              , until <Time at={waitingFor.until} />
            </>
          )}
        </Fact>
      )}
      {job.labels && (
        <Fact name="Labels">
          <Labels labels={job.labels} />
        </Fact>
      )}
    </dl>
  );
}
