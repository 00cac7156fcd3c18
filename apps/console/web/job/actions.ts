import { bodyOf, jobControl, type ApiShape } from '../api/clients';

export type ActionName = 'pause' | 'continue' | 'cancel' | 'kill' | 'rerun' | 'approve' | 'reject';

export interface OperatorAction {
  readonly name: ActionName;
  readonly label: string;
  /** What happens when it is done. */
  readonly means: string;
  readonly isGrave?: boolean;
  /** What the job waits for. */
  readonly isMain?: boolean;
}

const PAUSE: OperatorAction = {
  name: 'pause',
  label: 'Pause',
  means: 'Calls under way are finished, and no others begin. Nothing is undone.',
};
const CONTINUE: OperatorAction = {
  name: 'continue',
  label: 'Continue',
  means: 'The job goes on where it is. What waits for another attempt is tried now.',
};
export const TRY_AGAIN: OperatorAction = {
  name: 'continue',
  label: 'Try again',
  means: 'Every effect that is still open is reverted once more.',
};
const CANCEL: OperatorAction = {
  name: 'cancel',
  label: 'Cancel and undo',
  means: 'Calls under way are awaited, then everything that the job has done is undone, the newest first.',
  isGrave: true,
};
const KILL: OperatorAction = {
  name: 'kill',
  label: 'Kill',
  means:
    'The job stops at once where it is. Nothing is undone, and what calls under way have done stays unknown until the job is continued.',
  isGrave: true,
};
const RERUN: OperatorAction = {
  name: 'rerun',
  label: 'Run again',
  means:
    'The job runs from the first step again, with new request ids. What it has done and not undone is undone first.',
};
const APPROVE: OperatorAction = { name: 'approve', label: 'Approve', means: 'The step begins.', isMain: true };
const REJECT: OperatorAction = {
  name: 'reject',
  label: 'Reject and undo',
  means: 'The step does not begin, and everything that the job has done is undone.',
  isGrave: true,
};

/** What can be asked of a job that is as it is. Undoing what has ended has a dialogue of its own. */
export function actionsOf({
  status,
  waitingFor,
}: Pick<ApiShape<'JobView'>, 'status' | 'waitingFor'>): OperatorAction[] {
  const decisions = waitingFor?.kind === 'approval' ? [APPROVE, REJECT] : [];
  const moves =
    waitingFor?.kind === 'retry' || waitingFor?.kind === 'service' ? [{ ...CONTINUE, label: 'Try now' }] : [];
  switch (status) {
    case 'accepted':
    case 'running':
      return [...decisions, ...moves, PAUSE, CANCEL, KILL];
    case 'paused':
      return [...decisions, CONTINUE, CANCEL, KILL];
    case 'reverting':
      return [...moves, KILL];
    case 'needs-attention':
      return [TRY_AGAIN, RERUN];
    case 'killed':
      return [CONTINUE, RERUN];
    default:
      return [RERUN];
  }
}

/** Whether there may be something to undo, and nothing else is under way. */
export const canUndo = ({ status }: Pick<ApiShape<'JobView'>, 'status'>): boolean =>
  status === 'completed' || status === 'killed';

const OPEN: ReadonlySet<ApiShape<'JobView'>['status']> = new Set(['accepted', 'running', 'paused', 'reverting']);

/** Whether the platform goes on with it by itself. */
export const isOpen = ({ status }: Pick<ApiShape<'JobView'>, 'status'>): boolean => OPEN.has(status);

export interface Asked {
  readonly reason?: string;
  readonly step?: string;
  readonly skip?: string[];
}

/** Asks for an action; the job, without its steps, as it is then. */
export function act(id: string, name: ActionName, body: Asked) {
  return bodyOf(jobControl.POST(`/jobs/{id}/${name}`, { params: { path: { id } }, body }));
}
