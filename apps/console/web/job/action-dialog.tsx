import { type ApiShape } from '../api/clients';
import { ReasonDialog } from '../parts/reason-dialog';
import { act, type OperatorAction } from './actions';

interface Props {
  readonly job: Pick<ApiShape<'JobSummary'>, 'id' | 'name' | 'waitingFor'>;
  readonly action: OperatorAction;
  readonly close: () => void;
  /** Something was asked of the job. */
  readonly changed: () => void;
}

export const classOf = ({ isGrave, isMain }: OperatorAction): string | undefined =>
  isGrave ? 'grave' : isMain ? 'main' : undefined;

/** Says what an action means for the job before it is asked for. */
export function ActionDialog({ job, action, close, changed }: Props) {
  const { name, label, means, isGrave } = action;
  const { waitingFor } = job;
  const isDecision = name === 'approve' || name === 'reject';
  const step = isDecision ? waitingFor?.step : undefined;
  return (
    <ReasonDialog
      title={`${label}: ${job.name ?? job.id}`}
      means={means}
      confirm={label}
      isGrave={isGrave}
      close={close}
      act={async (reason) => {
        await act(job.id, name, { reason, step });
        changed();
      }}
    >
      {isDecision && (
        <p>
          Step <strong>{step}</strong>
          {waitingFor?.description && <>: {waitingFor.description}</>}
        </p>
      )}
    </ReasonDialog>
  );
}
