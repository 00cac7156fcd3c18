import { type ApiShape } from '../api/clients';
import { STATUSES } from '../jobs/job-filter';
import { actionsOf, canUndo } from './actions';

const namesOf = (status: ApiShape<'JobView'>['status'], waitingFor?: ApiShape<'JobView'>['waitingFor']): string[] =>
  actionsOf({ status, waitingFor }).map(({ label }) => label);

describe('what can be asked of a job', () => {
  it('is something, however it stands', () => {
    for (const status of STATUSES) expect(namesOf(status)).not.toEqual([]);
  });

  it('begins with the decision that it waits for', () => {
    const waitingFor = { kind: 'approval', step: 'pay', since: '' } as const;
    expect(namesOf('running', waitingFor).slice(0, 2)).toEqual(['Approve', 'Reject and undo']);
  });

  it('is no cancel once it goes back, and an undo only where it has ended with something done', () => {
    expect(namesOf('reverting')).toEqual(['Kill']);
    expect(STATUSES.filter((status) => canUndo({ status }))).toEqual(['killed', 'completed']);
  });
});
