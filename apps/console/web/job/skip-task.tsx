import { Opens } from '../parts/opens';
import { ReasonDialog } from '../parts/reason-dialog';
import { act } from './actions';

interface Props {
  readonly id: string;
  readonly task: string;
  readonly label: string;
  /** What happens when it is skipped. */
  readonly means: string;
  readonly confirm: string;
  readonly isGrave?: boolean;
  readonly changed: () => void;
}

/** Continues a job without one of its tasks; why is kept in the record. */
export const SkipTask = ({ id, task, label, changed, ...dialog }: Props) => (
  <Opens label={label} of={task}>
    {(close) => (
      <ReasonDialog
        {...dialog}
        title={`${label} ${task}`}
        needsReason
        close={close}
        act={async (reason) => {
          await act(id, 'continue', { reason, skip: [task] });
          changed();
        }}
      />
    )}
  </Opens>
);
