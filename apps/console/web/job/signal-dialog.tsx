import { useSignal } from '@preact/signals';
import { jobControl } from '../api/clients';
import { FormDialog } from '../parts/form-dialog';

interface Props {
  readonly id: string;
  readonly signal: string;
  readonly close: () => void;
  readonly changed: () => void;
}

/** Sends the signal that a step waits for, with any JSON as its body. */
export function SignalDialog({ id, signal, close, changed }: Props) {
  const text = useSignal('null');
  const send = async (): Promise<void> => {
    const params = { path: { id, name: signal } };
    const body = JSON.parse(text.value) as Record<string, unknown>;
    await jobControl.POST('/jobs/{id}/signals/{name}', { params, body });
    changed();
  };
  return (
    <FormDialog title={`Send the signal ${signal}`} confirm="Send signal" submit={send} close={close}>
      <p>The step that waits for it takes it, and the job goes on.</p>
      <label class="field">
        Body (JSON)
        <textarea rows={5} value={text.value} onInput={(event) => (text.value = event.currentTarget.value)} />
      </label>
    </FormDialog>
  );
}
