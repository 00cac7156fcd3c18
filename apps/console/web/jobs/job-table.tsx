import { type ApiShape } from '../api/clients';
import { durationText } from '../parts/duration';
import { Labels } from '../parts/labels';
import { JobStatusMark } from '../parts/status';
import { Table } from '../parts/table';
import { Time } from '../parts/time';
import { hrefOf } from '../routes/route';

interface Props {
  readonly jobs: readonly ApiShape<'JobSummary'>[];
  readonly empty: string;
}

export function JobTable({ jobs, empty }: Props) {
  if (jobs.length === 0) return <p class="empty">{empty}</p>;
  return (
    <Table columns={['Status', 'Job', 'What there is to know', 'Created', { name: 'Took', is: 'number' }]}>
      {jobs.map((job) => (
        <JobRow key={job.id} job={job} />
      ))}
    </Table>
  );
}

function JobRow({ job }: { job: ApiShape<'JobSummary'> }) {
  return (
    <tr>
      <td>
        <JobStatusMark status={job.status} />
      </td>
      <td>
        <a href={hrefOf('jobs', job.id)}>{job.name ?? job.id}</a>
        <div class="detail mono">{job.id}</div>
      </td>
      <td>
        <Known job={job} />
        <Labels labels={job.labels} />
      </td>
      <td class="nowrap">
        <Time at={job.createdAt} />
      </td>
      <td class="number nowrap">
        {job.completedAt && durationText(Date.parse(job.completedAt) - Date.parse(job.createdAt))}
      </td>
    </tr>
  );
}

/** The error, or what it waits for. */
function Known({ job: { error, waitingFor, steps } }: { job: ApiShape<'JobSummary'> }) {
  if (waitingFor)
    return (
      <span>
        Waits for {waitingFor.signal ?? waitingFor.kind} in {waitingFor.step}
        {waitingFor.description && <span class="detail">: {waitingFor.description}</span>}
      </span>
    );
  if (!error) return <span class="detail">{steps === 1 ? '1 step' : `${steps} steps`}</span>;
  return (
    <span>
      {error.task} <span class="detail">{error.message}</span>
    </span>
  );
}
