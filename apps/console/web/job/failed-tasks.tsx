import { type ApiShape } from '../api/clients';
import { Table } from '../parts/table';
import { SkipTask } from './skip-task';

interface Props {
  readonly job: ApiShape<'JobView'>;
  readonly changed: () => void;
}

/** The failures for which the job has paused: each is tried again by Continue, or gone on without. */
export function FailedTasks({ job, changed }: Props) {
  const failures = job.status === 'paused' ? (job.pausedBecause?.failures ?? []) : [];
  if (failures.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="failed-title">
      <header>
        <h2 id="failed-title">Failed, and not decided yet</h2>
      </header>
      <Table columns={['Task', 'Error', { name: 'What to do', is: 'hidden' }]}>
        {failures.map(({ task, error }) => (
          <tr key={task}>
            <td>{task}</td>
            <td>{error.message}</td>
            <td class="act">
              <SkipTask
                id={job.id}
                task={task}
                label="Go on without"
                means="What the task itself may have done is undone, then the job goes on without it. Other failed tasks are tried again."
                confirm="Go on without it"
                changed={changed}
              />
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
