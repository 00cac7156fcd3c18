import { type ApiShape } from '../api/clients';
import { Status } from '../parts/status';

/** Which services would be called now, and how far it could be undone. */
export function PlanView({ plan: { steps, warnings, tasksLeftOut, undoableUpTo } }: { plan: ApiShape<'JobPlanView'> }) {
  return (
    <>
      {warnings.map((warning) => (
        <p key={warning} class="note unsure">
          {warning}
        </p>
      ))}
      <ol class="plan">
        {steps.map(({ name, waitsFor, tasks }) => (
          <li key={name}>
            <h3>{name}</h3>
            {waitsFor && <p class="muted">waits for {waitsFor}</p>}
            <ul>
              {tasks.map((task) => (
                <PlannedTask key={task.address} task={task} />
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {tasksLeftOut !== undefined && <p class="muted">and {tasksLeftOut} more tasks</p>}
      <p class="muted">
        {undoableUpTo == null
          ? 'The first step already cannot be undone.'
          : `All can be undone up to step ${undoableUpTo}.`}
      </p>
    </>
  );
}

function PlannedTask({ task }: { task: ApiShape<'PlannedTaskView'> }) {
  const { address, service, definition, skippedBecause, reversible, ifUndone } = task;
  return (
    <li>
      <div>{address}</div>
      {skippedBecause && <span class="muted">skipped: {skippedBecause}</span>}
      {!skippedBecause && !service && !definition && <Status tone="unsure" text="no service offers this now" />}
      {service && (
        <span>
          {service.name} <code>{service.url}</code>
        </span>
      )}
      {definition && <span>the job {definition}</span>}
      {reversible && (
        <div class="detail muted" title={ifUndone}>
          reversible: {reversible}
        </div>
      )}
    </li>
  );
}
