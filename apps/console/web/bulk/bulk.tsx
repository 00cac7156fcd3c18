import { useSignal } from '@preact/signals';
import { type ListFilter } from '../jobs/job-filter';
import { BatchProgress } from './batch-progress';
import { BulkDialog } from './bulk-dialog';
import { whyNot } from './bulk-request';

interface Props {
  readonly filter: ListFilter;
  /** The list is another one now. */
  readonly changed: () => void;
}

/** Acts on everything that the list has been narrowed to. */
export function Bulk({ filter, changed }: Props) {
  const isOpen = useSignal(false);
  const batchId = useSignal<string | undefined>(undefined);
  const reason = whyNot(filter);
  return (
    <>
      <div class="buttons">
        <button disabled={reason !== undefined} aria-describedby="bulk-why" onClick={() => (isOpen.value = true)}>
          Act on all of these …
        </button>
        <span class="muted" id="bulk-why">
          {reason}
        </span>
      </div>
      {batchId.value && <BatchProgress batchId={batchId.value} />}
      {isOpen.value && (
        <BulkDialog
          filter={filter}
          close={() => (isOpen.value = false)}
          begun={(id) => {
            batchId.value = id;
            changed();
          }}
        />
      )}
    </>
  );
}
