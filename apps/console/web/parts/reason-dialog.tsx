import { useSignal } from '@preact/signals';
import { type ComponentChildren } from 'preact';
import { Dialog } from './dialog';
import { Problem } from './problem';

interface Props {
  readonly title: string;
  /** What happens when it is confirmed. */
  readonly means: string;
  readonly confirm: string;
  readonly isGrave?: boolean;
  /** Whether it cannot be done without a reason. */
  readonly needsReason?: boolean;
  readonly isReady?: boolean;
  readonly act: (reason?: string) => Promise<unknown>;
  readonly close: () => void;
  readonly children?: ComponentChildren;
}

/** Says what an action does, takes the reason for it, and stays open with the fault if it is refused. */
export function ReasonDialog({
  title,
  means,
  confirm,
  isGrave,
  needsReason,
  isReady = true,
  act,
  close,
  children,
}: Props) {
  const reason = useSignal('');
  const fault = useSignal<Error | undefined>(undefined);
  const isBusy = useSignal(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    isBusy.value = true;
    try {
      await act(reason.value.trim() || undefined);
      close();
    } catch (error) {
      fault.value = error as Error;
      isBusy.value = false;
    }
  };
  return (
    <Dialog title={title} close={close}>
      <form onSubmit={(event) => void submit(event)}>
        <div class="body">
          <p>{means}</p>
          {children}
          <label class="field">
            {needsReason ? 'Reason' : 'Reason (kept in the record)'}
            <input
              value={reason.value}
              required={needsReason}
              maxLength={1_000}
              onInput={(event) => (reason.value = event.currentTarget.value)}
            />
          </label>
          <Problem error={fault.value} />
        </div>
        <footer>
          <button type="button" onClick={close}>
            Leave it
          </button>
          <button class={isGrave ? 'grave' : 'main'} disabled={isBusy.value || !isReady}>
            {confirm}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
