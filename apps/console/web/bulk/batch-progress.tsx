import { useSignal } from '@preact/signals';
import { bodyOf, jobControl } from '../api/clients';
import { useLoad } from '../api/use-load';
import { Problem } from '../parts/problem';
import { hrefOf } from '../routes/route';

const REFRESH_MS = 1_000;

/** What came of an action on many jobs, as far as it is known. */
export function BatchProgress({ batchId }: { batchId: string }) {
  const isOver = useSignal(false);
  const batch = useLoad(
    batchId,
    async (signal) => {
      const params = { path: { batchId } };
      const view = await bodyOf(jobControl.GET('/jobs/actions/{batchId}', { params, signal }));
      isOver.value = view.completedAt !== undefined;
      return view;
    },
    { everyMs: isOver.value ? undefined : REFRESH_MS },
  );
  const { action, count, outcomes = {}, completedAt, results = [] } = batch.value ?? {};
  const unusual = results.filter(({ outcome }) => outcome !== 'accepted' && outcome !== 'waiting');
  return (
    <div class={`note ${completedAt ? 'good' : ''}`} role="status">
      <Problem error={batch.error} />
      {batch.value && (
        <p>
          {action} of {count} jobs:{' '}
          {Object.entries(outcomes)
            .map(([outcome, many]) => `${many} ${outcome}`)
            .join(', ')}
          {completedAt ? '.' : ' …'}
        </p>
      )}
      <ul>
        {unusual.map(({ jobId, outcome, detail }) => (
          <li key={jobId}>
            <a href={hrefOf('jobs', jobId)}>{jobId}</a>: {outcome}
            {detail && `, ${detail}`}
          </li>
        ))}
      </ul>
    </div>
  );
}
