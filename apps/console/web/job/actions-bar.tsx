import { useSignal } from '@preact/signals';
import { type ApiShape } from '../api/clients';
import { UndoDialog } from '../undo/undo-dialog';
import { ActionDialog, classOf } from './action-dialog';
import { type OperatorAction, actionsOf, canUndo } from './actions';
import { SignalDialog } from './signal-dialog';

interface Props {
  readonly job: ApiShape<'JobView'>;
  /** Something was asked of the job. */
  readonly changed: () => void;
}

type Open = OperatorAction | 'undo' | 'signal' | undefined;

/** What can be asked of the job now. Nothing happens before the dialogue is confirmed. */
export function Actions({ job, changed }: Props) {
  const open = useSignal<Open>(undefined);
  const close = (): void => {
    open.value = undefined;
  };
  const signal = job.waitingFor?.signal;
  return (
    <div class="buttons">
      {signal !== undefined && <button onClick={() => (open.value = 'signal')}>Send signal</button>}
      {canUndo(job) && <button onClick={() => (open.value = 'undo')}>Undo …</button>}
      {actionsOf(job).map((action) => (
        <button key={action.label} class={classOf(action)} onClick={() => (open.value = action)}>
          {action.label}
        </button>
      ))}
      {open.value === 'undo' && <UndoDialog job={job} close={close} changed={changed} />}
      {open.value === 'signal' && signal !== undefined && (
        <SignalDialog id={job.id} signal={signal} close={close} changed={changed} />
      )}
      {typeof open.value === 'object' && <ActionDialog job={job} action={open.value} close={close} changed={changed} />}
    </div>
  );
}
