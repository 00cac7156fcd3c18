import { type ApiShape } from '../api/clients';
import { EffectTable, type OpenEffect } from '../parts/effect-table';
import { Opens } from '../parts/opens';
import { ActionDialog } from './action-dialog';
import { TRY_AGAIN } from './actions';
import { SkipTask } from './skip-task';

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
export const TryAgain = ({ job, changed }: Props) => (
  <Opens label={TRY_AGAIN.label} of={job.name ?? job.id}>
    {(close) => <ActionDialog job={job} action={TRY_AGAIN} close={close} changed={changed} />}
  </Opens>
);

interface WriteOffProps {
  readonly id: string;
  readonly effect: OpenEffect;
  readonly changed: () => void;
}

/** Says that an effect was dealt with by hand. */
export const WriteOff = ({ id, effect: { task }, changed }: WriteOffProps) => (
  <SkipTask
    id={id}
    task={task}
    label="Write off"
    means="It is not reverted: you say that you have undone it by hand, or that it may stay. All other open effects are tried again."
    confirm="Write off"
    isGrave
    changed={changed}
  />
);
