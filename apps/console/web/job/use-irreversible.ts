import { bodyOf, jobControl, type ApiShape } from '../api/clients';
import { useLoad } from '../api/use-load';
import { canUndo } from './actions';

const NONE: ReadonlySet<string> = new Set();

/** Addresses of calls that services declare not to be reversible: known where the job can be undone. */
export function useIrreversible(id: string, job?: ApiShape<'JobView'>): ReadonlySet<string> {
  // job-control plans an undo only where one can be asked for.
  const hasPlan = job !== undefined && canUndo(job);
  const plan = useLoad(`${id} ${hasPlan} ${job?.run}`, async (signal) => {
    if (!hasPlan) return NONE;
    const { effects } = await bodyOf(jobControl.GET('/jobs/{id}/revert/plan', { params: { path: { id } }, signal }));
    return new Set(effects.filter(({ reversible }) => reversible === 'none').map(({ task }) => task));
  });
  return plan.value ?? NONE;
}
