import { useSignal } from '@preact/signals';
import { type ComponentChildren } from 'preact';

interface Props {
  readonly label: string;
  /** What it is about, for screen readers: the button stands beside that. */
  readonly of: string;
  readonly children: (close: () => void) => ComponentChildren;
}

/** A button, and the dialog that it opens. */
export function Opens({ label, of, children }: Props) {
  const isOpen = useSignal(false);
  return (
    <>
      <button onClick={() => (isOpen.value = true)}>
        {label}
        <span class="hidden"> {of}</span>
      </button>
      {isOpen.value && children(() => (isOpen.value = false))}
    </>
  );
}
