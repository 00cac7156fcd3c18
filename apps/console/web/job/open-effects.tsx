import { useSignal } from '@preact/signals';
import { type ApiShape } from '../api/clients';
import { EffectTable, type OpenEffect } from '../parts/effect-table';
import { ReasonDialog } from '../parts/reason-dialog';
import { ActionDialog } from './action-dialog';
import { act, TRY_AGAIN } from './actions';

interface Props {
  readonly job: ApiShape<'JobView'>;
  readonly changed: () => void;
}

/** What is still there although it should be gone. */
export function OpenEffects({ job, changed }: Props) {
  const { openEffects, openEffectCount = openEffects.length } = job;
  if (job.status !== 'needs-attention' || openEffects.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="open-title">
      <header>
        <h2 id="open-title">Still open</h2>
        <span class="muted">
          {openEffectCount > openEffects.length ? `${openEffects.length} of ${openEffectCount}` : openEffectCount}
        </span>
      </header>
      <EffectTable
        effects={openEffects}
        actions={(effect) => <WriteOff id={job.id} effect={effect} changed={changed} />}
      />
    </section>
  );
}

/** Reverts every open effect of the job once more. */
export function TryAgain({ job, changed }: Props) {
  const isOpen = useSignal(false);
  const close = (): void => {
    isOpen.value = false;
  };
  return (
    <>
      <button onClick={() => (isOpen.value = true)}>
        {TRY_AGAIN.label}
        <span class="hidden"> {job.name ?? job.id}</span>
      </button>
      {isOpen.value && <ActionDialog job={job} action={TRY_AGAIN} close={close} changed={changed} />}
    </>
  );
}

interface WriteOffProps {
  readonly id: string;
  readonly effect: OpenEffect;
  readonly changed: () => void;
}

/** Says that an effect was dealt with by hand; why is kept in the record. */
export function WriteOff({ id, effect: { task }, changed }: WriteOffProps) {
  const isOpen = useSignal(false);
  return (
    <>
      <button onClick={() => (isOpen.value = true)}>
        Write off<span class="hidden"> {task}</span>
      </button>
      {isOpen.value && (
        <ReasonDialog
          title={`Write off ${task}`}
          means="It is not reverted: you say that you have undone it by hand, or that it may stay. All other open effects are tried again."
          confirm="Write off"
          needsReason
          isGrave
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
