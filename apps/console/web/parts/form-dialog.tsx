import { useSignal } from '@preact/signals';
import { type ComponentChildren } from 'preact';
import { Dialog } from './dialog';
import { Problem } from './problem';

interface Props {
  readonly title: string;
  readonly confirm: string;
  readonly isGrave?: boolean;
  readonly isReady?: boolean;
  readonly submit: () => Promise<unknown>;
  readonly close: () => void;
  readonly children: ComponentChildren;
}

/** Does one thing once when it is confirmed, and stays open with the fault if that is refused. */
export function FormDialog({ title, confirm, isGrave, isReady = true, submit, close, children }: Props) {
  const fault = useSignal<Error | undefined>(undefined);
  const isBusy = useSignal(false);
  const confirmed = async (event: Event): Promise<void> => {
    event.preventDefault();
    // The second of two presses may come before the button is drawn anew.
    if (isBusy.value) return;
    isBusy.value = true;
    try {
      await submit();
      close();
    } catch (error) {
      fault.value = error as Error;
      isBusy.value = false;
    }
  };
  return (
    <Dialog title={title} close={close}>
      <form onSubmit={(event) => void confirmed(event)}>
        <div class="body">
          {children}
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
