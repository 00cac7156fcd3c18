import { useSignal } from '@preact/signals';
import { type ComponentChildren } from 'preact';
import { FormDialog } from './form-dialog';

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

/** Says what an action does, and takes the reason for it. */
export function ReasonDialog({ means, needsReason, act, children, ...form }: Props) {
  const reason = useSignal('');
  return (
    <FormDialog {...form} submit={() => act(reason.value.trim() || undefined)}>
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
    </FormDialog>
  );
}
