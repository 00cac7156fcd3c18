import { BULK_ACTIONS, JOB_STATUSES } from '#contract';
import type { OperatorCommand } from '../model/commands';
import { createTask, jobOf, NO_RESPONSE, TestJob } from '../testing/test-job';
import { mayActOn } from './acts-on';
import { ActionRefused } from './action-refused';
import { onOperatorCommand } from './operator-command';

const waiting = () => TestJob.of(jobOf([createTask]));
const running = () => waiting().bind();
const retrying = () => running().respond(NO_RESPONSE);
const completed = () => running().respond(201);

const JOBS = {
  'that waits for an instance': waiting(),
  'with a call under way': running(),
  'that retries': retrying(),
  'that is paused': retrying().request('pause'),
  'that is completed': completed(),
  'that failed': running().respond(422),
  'that is being reverted': completed().revert(),
  'that was reverted': completed().revert().call(200),
  'that is being cancelled': running().request('cancel').respond(201),
  'that was cancelled': running().request('cancel').respond(201).call(200),
  'that needs attention': completed().revert().call(405),
  'that was killed': retrying().request('kill'),
};

const commandOf = (action: (typeof BULK_ACTIONS)[number]): OperatorCommand => {
  const asked = { by: null, reason: null };
  if (action === 'continue') return { type: action, ...asked, skip: [] };
  if (action === 'rerun') return { type: action, ...asked, from: null };
  if (action === 'revert') return { type: action, ...asked, to: null };
  return { type: action, ...asked };
};

describe('which jobs an action may change, by their status alone', () => {
  it.each(Object.entries(JOBS))('is true of a job %s', (_, { state }) => {
    for (const action of BULK_ACTIONS) {
      let changes: boolean;
      try {
        changes = onOperatorCommand(state, commandOf(action), 0).length > 0;
      } catch (error) {
        expect(error).toBeInstanceOf(ActionRefused);
        changes = false;
      }
      expect({ action, status: state.status, missed: changes && !mayActOn(action, state.status) }).toEqual({
        action,
        status: state.status,
        missed: false,
      });
    }
  });

  it('does not promise an action to every job', () => {
    const acting = BULK_ACTIONS.map((action) => JOB_STATUSES.filter((status) => mayActOn(action, status)));
    for (const statuses of acting) expect(statuses.length).toBeLessThan(JOB_STATUSES.length);
    const statuses = new Set(Object.values(JOBS).map(({ state }) => state.status));
    expect(JOB_STATUSES.filter((status) => !statuses.has(status) && status !== 'accepted')).toEqual([]);
  });
});
