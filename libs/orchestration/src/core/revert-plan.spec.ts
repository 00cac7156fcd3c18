import { ActionRefused } from './decide/action-refused';
import { planRevert, planTakeBack } from './revert-plan';
import { createTask, jobOf, listTask, NO_RESPONSE, TestJob } from './testing/test-job';

const plan = (job: TestJob, to: string | null = null) => planRevert(job.state, to, job.now);
const told = (job: TestJob, to: string | null = null) =>
  plan(job, to).flatMap(({ reverts }) =>
    reverts.map(({ task, bind, because }) => `${task}: ${bind ? 'revert' : (because ?? '')}`),
  );
const twoSteps = () =>
  TestJob.of(jobOf([createTask], [createTask]))
    .call(201)
    .call(201);

describe('the plan of a revert', () => {
  it('has the newest step first, down to the one that is named', () => {
    expect(told(twoSteps())).toEqual(['step-2/task-1: revert', 'step-1/task-1: revert']);
    expect(told(twoSteps(), 'step-2')).toEqual(['step-2/task-1: revert']);
  });

  it('is what the revert then does', () => {
    const job = twoSteps();
    const planned = plan(job).flatMap(({ reverts }) => reverts.map(({ requestId }) => requestId));
    const done: (string | null)[] = [];
    for (job.revert(); job.state.phase === 'undoing'; job.respond(200)) {
      job.bind();
      done.push(...job.pending('call').map(({ requestId }) => requestId));
    }
    expect(job.state.status).toBe('reverted');
    expect(done).toEqual(planned);
  });

  it('changes nothing of the job', () => {
    const job = twoSteps();
    const before = JSON.stringify(job.state);
    plan(job);
    expect(JSON.stringify(job.state)).toBe(before);
  });

  it('says why nothing is called', () => {
    const job = TestJob.of(jobOf([listTask]));
    expect(told(job.call(200))).toEqual(['step-1/task-1: a safe command changes nothing']);
  });

  it('leaves out what is undone already', () => {
    const job = twoSteps().revert('step-2').call(200);
    expect(told(job)).toEqual(['step-1/task-1: revert']);
    expect(plan(job.revert().call(200))).toEqual([]);
  });

  it('is refused like the revert itself', () => {
    const job = TestJob.of(jobOf([createTask]));
    expect(() => plan(job)).toThrow(ActionRefused);
    expect(() => plan(twoSteps(), 'none')).toThrow('the job has no step "none"');
    expect(() => plan(job.call(NO_RESPONSE))).toThrow(ActionRefused);
  });
});

describe('the plan for the state document', () => {
  const stored = () =>
    TestJob.of({
      initialState: { old: 1 },
      steps: [
        {
          tasks: [
            { ...createTask, storeResultAt: '/new' },
            { ...createTask, storeResultAt: '/old' },
          ],
        },
      ],
    })
      .call(201)
      .readState({ old: 1 })
      .writeState();

  it('says of every pointer whether it is restored, or was changed by others', () => {
    const job = stored();
    expect(job.state.status).toBe('completed');
    const [write] = plan(job);
    const left = Object.fromEntries(write!.write!.writes.map(({ path, value }) => [path.slice(1), value]));
    expect(planTakeBack(plan(job), left)).toEqual([
      { step: 'step-1', pointer: '/new', outcome: 'restored' },
      { step: 'step-1', pointer: '/old', outcome: 'restored' },
    ]);
    expect(planTakeBack(plan(job), { ...left, new: 'else' }).map(({ outcome }) => outcome)).toEqual([
      'changed-since',
      'restored',
    ]);
    expect(planTakeBack(plan(job), { old: 1 }).map(({ outcome }) => outcome)).toEqual(['as-before', 'as-before']);
  });
});
