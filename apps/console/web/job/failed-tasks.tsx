import { useSignal } from '@preact/signals';
import { type ApiShape } from '../api/clients';
import { ReasonDialog } from '../parts/reason-dialog';
import { act } from './actions';

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
      <div class="scroll">
        <table class="cards">
          <thead>
            <tr>
              <th scope="col">Task</th>
              <th scope="col">Error</th>
              <th scope="col">
                <span class="hidden">What to do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {failures.map(({ task, error }) => (
              <tr key={task}>
                <td>{task}</td>
                <td>{error.message}</td>
                <td class="act">
                  <GoOnWithout id={job.id} task={task} changed={changed} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function GoOnWithout({ id, task, changed }: { id: string; task: string; changed: () => void }) {
  const isOpen = useSignal(false);
  return (
    <>
      <button onClick={() => (isOpen.value = true)}>
        Go on without<span class="hidden"> {task}</span>
      </button>
      {isOpen.value && (
        <ReasonDialog
          title={`Go on without ${task}`}
          means="What the task itself may have done is undone, then the job goes on without it. Other failed tasks are tried again."
          confirm="Go on without it"
          needsReason
          close={() => (isOpen.value = false)}
          act={async (reason) => {
            await act(id, 'continue', { reason, skip: [task] });
            changed();
          }}
        />
      )}
    </>
  );
}
