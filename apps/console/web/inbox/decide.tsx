import { useSignal } from '@preact/signals';
import { type ApiShape } from '../api/clients';
import { type OperatorAction, actionsOf } from '../job/actions';
import { ActionDialog, classOf } from '../job/action-dialog';

interface Props {
  readonly job: ApiShape<'JobSummary'>;
  readonly changed: () => void;
}

/** What the job waits for a person to say: approval, or whether it goes on. */
export function Decide({ job, changed }: Props) {
  const open = useSignal<OperatorAction | undefined>(undefined);
  const decisions = actionsOf(job).filter(({ name }) => name === 'approve' || name === 'reject' || name === 'continue');
  return (
    <span class="buttons">
      {decisions.map((action) => (
        <button key={action.label} class={classOf(action)} onClick={() => (open.value = action)}>
          {action.label}
          <span class="hidden"> {job.name ?? job.id}</span>
        </button>
      ))}
      {open.value && (
        <ActionDialog job={job} action={open.value} close={() => (open.value = undefined)} changed={changed} />
      )}
    </span>
  );
}
