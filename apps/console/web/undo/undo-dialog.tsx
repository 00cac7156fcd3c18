import { useSignal } from '@preact/signals';
import { bodyOf, jobControl, type ApiShape } from '../api/clients';
import { useLoad } from '../api/use-load';
import { Problem } from '../parts/problem';
import { ReasonDialog } from '../parts/reason-dialog';
import { UndoPlan } from './undo-plan';

interface Props {
  readonly job: ApiShape<'JobView'>;
  readonly close: () => void;
  readonly changed: () => void;
}

/** Shows what an undo would do before anything happens. */
export function UndoDialog({ job, close, changed }: Props) {
  const to = useSignal('');
  const path = { id: job.id };
  const plan = useLoad(`${job.id} ${to.value}`, (signal) =>
    bodyOf(
      jobControl.POST('/jobs/{id}/revert/plan', { params: { path }, body: { to: to.value || undefined }, signal }),
    ),
  );
  const count = plan.value?.effects.filter(({ action }) => action === 'revert' || action === 'wait').length;
  const reached = job.steps.filter(({ status }) => status !== 'pending' && status !== 'skipped');
  return (
    <ReasonDialog
      title={`Undo ${job.name ?? job.id}`}
      means="This is what would happen now. Nothing has been called yet."
      confirm={count === undefined ? 'Undo' : `Undo ${count === 1 ? '1 effect' : `${count} effects`}`}
      isGrave
      isReady={plan.value !== undefined}
      close={close}
      act={async (reason) => {
        await jobControl.POST('/jobs/{id}/revert', { params: { path }, body: { to: to.value || undefined, reason } });
        changed();
      }}
    >
      <label class="field">
        How far back
        <select value={to.value} onChange={(event) => (to.value = event.currentTarget.value)}>
          <option value="">everything</option>
          {reached.slice(1).map(({ name }) => (
            <option key={name} value={name}>
              back to {name}, and that too
            </option>
          ))}
        </select>
      </label>
      <Problem error={plan.error} />
      {plan.value ? <UndoPlan plan={plan.value} /> : !plan.error && <p role="status">Looking what can be undone …</p>}
    </ReasonDialog>
  );
}
