import { useSignal } from '@preact/signals';
import { type ApiShape, bodyOf, jobControl } from '../api/clients';
import { useLoad } from '../api/use-load';
import { type ListFilter } from '../jobs/job-filter';
import { Problem } from '../parts/problem';
import { ReasonDialog } from '../parts/reason-dialog';
import { JobStatusMark } from '../parts/status';
import { MEANING_OF_ACTION, type ActionOnMany, bulkRequest } from './bulk-request';

interface Props {
  readonly filter: ListFilter;
  readonly close: () => void;
  /** The batch was accepted. */
  readonly begun: (batchId: string) => void;
}

/** One action on all jobs of a list: says first which they are. */
export function BulkDialog({ filter, close, begun }: Props) {
  const action = useSignal<ActionOnMany>('cancel');
  const request = bulkRequest(action.value, filter);
  const preview = useLoad(JSON.stringify(request), async (signal) => {
    const body = await bodyOf(jobControl.POST('/jobs/actions', { body: { ...request, dryRun: true }, signal }));
    return body as ApiShape<'BulkPreview'>;
  });
  const count = preview.value?.count;
  return (
    <ReasonDialog
      title="Act on all of these jobs"
      means={MEANING_OF_ACTION[action.value]}
      confirm={`${action.value} ${count === 1 ? '1 job' : `${count ?? '…'} jobs`}`}
      isGrave
      needsReason
      isReady={count !== undefined && count > 0}
      close={close}
      act={async (reason) => {
        const accepted = await bodyOf(jobControl.POST('/jobs/actions', { body: { ...request, reason } }));
        begun((accepted as ApiShape<'BatchAccepted'>).batchId);
      }}
    >
      <label class="field">
        Action
        <select value={action.value} onChange={(event) => (action.value = event.currentTarget.value as ActionOnMany)}>
          {Object.keys(MEANING_OF_ACTION).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <Problem error={preview.error} />
      {preview.value ? (
        <Meant preview={preview.value} />
      ) : (
        !preview.error && <p role="status">Looking which jobs are meant …</p>
      )}
    </ReasonDialog>
  );
}

const SHOWN = 20;

function Meant({ preview: { count, jobs, passedOver } }: { preview: ApiShape<'BulkPreview'> }) {
  const shown = jobs.slice(0, SHOWN);
  return (
    <div>
      <h3>{count === 1 ? '1 job is meant' : `${count} jobs are meant`}; nothing is done yet</h3>
      <ul>
        {shown.map(({ id, name, status }) => (
          <li key={id}>
            {name ?? id} <JobStatusMark status={status} />
          </li>
        ))}
      </ul>
      {count > shown.length && <p class="muted">and {count - shown.length} more</p>}
      {passedOver && (
        <p class="muted">{passedOver.count} others are passed over: the action would change nothing of them</p>
      )}
    </div>
  );
}
