import { useSignal } from '@preact/signals';
import { jobControl } from '../api/clients';
import { Dialog } from '../parts/dialog';
import { Problem } from '../parts/problem';

interface Props {
  readonly id: string;
  readonly signal: string;
  readonly close: () => void;
  readonly changed: () => void;
}

/** Sends the signal that a step waits for, with any JSON as its body. */
export function SignalDialog({ id, signal, close, changed }: Props) {
  const body = useSignal('null');
  const fault = useSignal<Error | undefined>(undefined);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      await jobControl.POST('/jobs/{id}/signals/{name}', {
        params: { path: { id, name: signal } },
        body: JSON.parse(body.value) as Record<string, unknown>,
      });
      changed();
      close();
    } catch (error) {
      fault.value = error as Error;
    }
  };
  return (
    <Dialog title={`Send the signal ${signal}`} close={close}>
      <form onSubmit={(event) => void submit(event)}>
        <div class="body">
          <p>The step that waits for it takes it, and the job goes on.</p>
          <label class="field">
            Body (JSON)
            <textarea rows={5} value={body.value} onInput={(event) => (body.value = event.currentTarget.value)} />
          </label>
          <Problem error={fault.value} />
        </div>
        <footer>
          <button type="button" onClick={close}>
            Leave it
          </button>
          <button class="main">Send signal</button>
        </footer>
      </form>
    </Dialog>
  );
}
