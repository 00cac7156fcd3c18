import { type ApiShape } from '../api/clients';
import { Status, type Tone } from '../parts/status';
import { Table } from '../parts/table';

type Effect = ApiShape<'RevertPlanView'>['effects'][number];

const ACTIONS: Readonly<Record<Effect['action'], { tone: Tone; text: string }>> = {
  revert: { tone: 'good', text: 'is reverted' },
  wait: { tone: 'idle', text: 'waits for a service' },
  none: { tone: 'idle', text: 'nothing to do' },
  'left-open': { tone: 'bad', text: 'stays' },
};

const WRITES: Readonly<Record<ApiShape<'RevertPlanView'>['state'][number]['outcome'], { tone: Tone; text: string }>> = {
  restored: { tone: 'good', text: 'is put back' },
  'changed-since': { tone: 'unsure', text: 'stays: changed since by others' },
  'as-before': { tone: 'idle', text: 'is as before already' },
};

/** What an undo would do, in the order in which it would do it. */
export function UndoPlan({
  plan: { effects, effectsLeftOut, state, notUndoable, warnings },
}: {
  plan: ApiShape<'RevertPlanView'>;
}) {
  return (
    <>
      {notUndoable.length > 0 && (
        <div class="note bad">
          <h3>This cannot be undone</h3>
          <ul>
            {notUndoable.map(({ what, reason }) => (
              <li key={what}>
                {what}: {reason}
              </li>
            ))}
          </ul>
        </div>
      )}
      {warnings.map((warning) => (
        <p key={warning} class="note unsure">
          {warning}
        </p>
      ))}
      <Table columns={['Effect', 'What happens', 'Service']}>
        {effects.map((effect) => (
          <PlannedEffect key={effect.task} effect={effect} />
        ))}
        {state.map(({ step, pointer, outcome }) => (
          <tr key={`${step} ${pointer}`}>
            <td>
              <code>{pointer}</code> <span class="muted">of {step}</span>
            </td>
            <td>
              <Status {...WRITES[outcome]} />
            </td>
            <td class="muted">state document</td>
          </tr>
        ))}
      </Table>
      {effectsLeftOut !== undefined && <p class="muted">and {effectsLeftOut} more effects</p>}
    </>
  );
}

const PlannedEffect = ({ effect: { task, action, because, instance, service, reversible } }: { effect: Effect }) => (
  <tr>
    <td>{task}</td>
    <td>
      <Status {...ACTIONS[action]} />
      {because && <div class="detail">{because}</div>}
    </td>
    <td>
      {instance?.name ?? service}
      {instance && <div class="detail mono">{instance.url}</div>}
      {reversible && reversible !== 'full' && <div class="detail">reversible: {reversible}</div>}
    </td>
  </tr>
);
