import { openEffects } from '../undo/open-effects';
import { type ServiceResponse } from '../model/service-response';
import { responded, createTask, jobOf, listTask, NOT_SENT, TestJob, NO_RESPONSE } from '../testing/test-job';
import { ActionRefused } from './action-refused';

const waiting = () => TestJob.of(jobOf([createTask]));
const running = () => waiting().bind();
const completed = () => running().respond(201);
const failed = () => running().respond(422);
const needsAttention = () => completed().revert().call(405);
const twoSteps = () =>
  TestJob.of(jobOf([createTask], [createTask]))
    .call(201)
    .call(201);
const refuses = (act: () => unknown, message: string) => {
  expect(act).toThrow(ActionRefused);
  expect(act).toThrow(message);
};

describe('continue tries at once', () => {
  const jobWithResponse = (response: ServiceResponse) => TestJob.of(jobOf([createTask])).call(response);

  it('what waits for its next attempt', () => {
    const job = jobWithResponse(NO_RESPONSE).continue();
    expect(job.pending('bind')).toMatchObject([{ action: 'repeat' }]);
    expect(job.state.requests).toMatchObject([{ action: 'continue' }]);
  });

  it('what polls', () => {
    const job = jobWithResponse(responded(202, {}, { location: '/done' })).continue();
    expect(job.bind().pending('call')).toMatchObject([{ call: { action: 'poll' } }]);
  });

  it('what is undone', () => {
    const job = jobWithResponse(responded(201)).revert().call(NO_RESPONSE);
    expect(job.pending('bind')).toEqual([]);
    expect(job.continue().pending('bind')).toMatchObject([{ undo: true }]);
    expect(job.call(200).state.status).toBe('reverted');
  });

  it('what waits for an instance, also one that is spared for its failures, and no longer than for this try', () => {
    const job = TestJob.of(jobOf([createTask]));
    const [before] = job.pending('bind');
    job.wait(1).continue();
    const [after] = job.pending('bind');
    expect([before, after]).toMatchObject([{ ignoreCircuitBreaker: false }, { ignoreCircuitBreaker: true }]);
    expect(after?.key).not.toBe(before?.key);
    job.bind().respond(NOT_SENT).wait(20_000);
    expect(job.pending('bind')).toMatchObject([{ ignoreCircuitBreaker: false }]);
  });

  it('what waited when the job was paused', () => {
    const job = jobWithResponse(NO_RESPONSE).request('pause').continue();
    expect(job.pending('bind')).toHaveLength(1);
  });

  it('and is nothing to a job that waits for nothing', () => {
    const job = TestJob.of(jobOf([createTask])).bind();
    const before = job.events.length;
    expect(job.continue().events).toHaveLength(before);
  });
});

describe('cancel', () => {
  it('stops and undoes, and says who wanted it', () => {
    const job = running().request('cancel').respond(201).call();
    expect(job.state).toMatchObject({
      status: 'cancelled',
      requests: [{ action: 'cancel', by: 'ann', reason: 'she said so' }],
    });
  });

  it('asked twice changes nothing the second time, not even when it is done', () => {
    const job = running().request('cancel');
    const before = job.events.length;
    job.request('cancel');
    expect(job.events).toHaveLength(before);
    expect(() => job.respond(422).request('cancel')).not.toThrow();
  });

  it('is refused after the end, and while the job is undone for another reason', () => {
    refuses(() => completed().request('cancel'), 'the job is already completed');
    refuses(() => completed().revert().request('cancel'), 'already being undone');
    refuses(() => running().request('cancel').request('kill').request('cancel'), 'the job is already killed');
  });
});

describe('kill', () => {
  it('stops and leaves, and lists what is there or may be', () => {
    const job = TestJob.of(jobOf([createTask, listTask]))
      .bind()
      .request('kill');
    expect(job.effects).toEqual([]);
    expect(openEffects(job.state)).toMatchObject([
      { task: 'step-1/task-1', reason: 'outcome unknown: the job was killed' },
    ]);
  });

  it('is refused after another end, and does nothing twice', () => {
    refuses(() => completed().request('kill'), 'already completed');
    expect(running().request('kill').request('kill').state.requests).toHaveLength(1);
  });

  it('can be followed by continue, which settles what was in flight', () => {
    expect(running().request('kill').continue().pending('bind')).toMatchObject([{ action: 'repeat' }]);
  });

  it('in the middle of undoing can be followed by continue only', () => {
    const job = completed().revert().bind().request('kill');
    refuses(() => job.rerun(), 'continue goes on');
    expect(job.continue().call().state.status).toBe('reverted');
  });

  it('can be followed by revert or rerun, which take what was in flight for unknown', () => {
    expect(running().request('kill').revert().pending('bind')).toMatchObject([{ undo: true }]);
    expect(running().request('kill').rerun().call().state).toMatchObject({ status: 'running', run: 2 });
  });
});

describe('pause', () => {
  it('starts nothing new, and still hears what is in flight', () => {
    const job = TestJob.of(jobOf([createTask], [createTask]))
      .bind()
      .request('pause')
      .respond(201);
    expect(job.state).toMatchObject({ status: 'paused', cursor: 0 });
    expect(job.effects).toEqual([]);
    expect(job.continue().pending('bind')).toMatchObject([{ unit: { step: 1 } }]);
  });

  it('does nothing twice, and is refused after the end and while undoing', () => {
    expect(running().request('pause').request('pause').state.requests).toHaveLength(1);
    refuses(() => completed().request('pause'), 'already completed');
    refuses(() => running().request('cancel').request('pause'), 'cannot be paused');
  });

  it('can be ended by cancel', () => {
    expect(waiting().request('pause').request('cancel').state.status).toBe('cancelled');
  });
});

describe('continue', () => {
  it('of a job that runs does nothing, of one that has ended is refused', () => {
    expect(running().continue().state.requests).toEqual([]);
    refuses(() => completed().continue(), 'rerun starts it again');
  });

  it('with skip is for open effects only', () => {
    refuses(() => running().request('pause').continue('step-1/task-1'), 'skip writes off open effects');
  });
});

describe('rerun', () => {
  it('undoes what it will do again, and then does it with new ids', () => {
    const job = twoSteps().rerun('step-2');
    expect(job.pending('bind')).toMatchObject([{ undo: true, unit: { step: 1 } }]);
    job.call();
    expect(job.state).toMatchObject({ status: 'running', run: 2, cursor: 1, undo: null });
    expect(job.unit(0).requestId).toContain('/1/');
    expect(job.unit(1).requestId).toContain('/2/');
    expect(job.call(201).state.status).toBe('completed');
  });

  it('of a failed job starts again at once, for everything is undone', () => {
    expect(failed().rerun().state).toMatchObject({ status: 'running', run: 2, failure: null });
  });

  it('from a step is refused where an earlier one is not done', () => {
    refuses(
      () =>
        TestJob.of(jobOf([createTask], [createTask]))
          .call(422)
          .rerun('step-2'),
      'comes before "step-2" and is not done',
    );
    refuses(() => completed().rerun('step-7'), 'the job has no step "step-7"');
  });

  it('is refused before the end, and while effects are open', () => {
    refuses(() => running().rerun(), 'only one that has ended can run again');
    refuses(() => needsAttention().rerun(), 'still open');
  });

  it('prepares the state document if the run before never got so far', () => {
    const job = TestJob.of({ ...jobOf([createTask]), initialState: { a: 1 } }, { prepared: false });
    job.send({ type: 'state-failed', step: null, message: 'connection refused' });
    expect(job.state).toMatchObject({ status: 'failed', failure: { code: 'state-unavailable' } });
    expect(job.rerun().effects).toMatchObject([{ kind: 'prepare-state' }]);
    expect(job.send({ type: 'state-prepared' }).call(201).state.status).toBe('completed');
  });

  it('undoes earlier steps of earlier runs too, when the new run fails', () => {
    const job = twoSteps().rerun('step-2').call().call(422);
    expect(job.pending('bind')).toMatchObject([{ undo: true, unit: { step: 0 } }]);
    expect(job.call().state.status).toBe('failed');
  });
});

describe('revert', () => {
  it('undoes a finished job back to a step, and later the rest', () => {
    const job = twoSteps().revert('step-2').call();
    expect(job.state.status).toBe('reverted');
    expect(job.state.steps.map(({ undone }) => undone)).toEqual([false, true]);
    expect(
      job
        .revert()
        .call()
        .state.steps.map(({ undone }) => undone),
    ).toEqual([true, true]);
  });

  it('asked twice changes nothing the second time', () => {
    const job = completed().revert();
    const before = job.events.length;
    expect(job.revert().events).toHaveLength(before);
    expect(job.call().revert().state.status).toBe('reverted');
  });

  it('of what never ran changes nothing', () => {
    const job = TestJob.of(jobOf([createTask], [createTask]))
      .call(201)
      .request('kill')
      .revert()
      .call();
    const before = job.events.length;
    expect(job.revert().revert('step-2').events).toHaveLength(before);
  });

  it('is refused where it makes no sense, and says what would', () => {
    refuses(() => running().revert(), 'cancel stops and undoes it');
    refuses(() => failed().revert(), 'nothing of it is left to undo');
    refuses(() => needsAttention().revert(), 'continue tries again');
  });

  it('is refused while a rerun undoes, and while less than was asked for is undone', () => {
    refuses(() => completed().rerun().revert(), 'it is being undone already');
    refuses(() => twoSteps().revert('step-2').revert(), 'it is being undone already');
  });
});

it('a job whose last outcome is unknown is cancelled only when that is undone', () => {
  const job = running().request('cancel').respond(NO_RESPONSE);
  expect(job.state.status).toBe('reverting');
  expect(job.call(404).state.status).toBe('cancelled');
});

describe('the same request again, known by its key', () => {
  const asked = { by: 'ann', reason: null, requestKey: 'batch:1' };

  it('changes nothing, also where the job has gone on since', () => {
    const job = completed()
      .send({ type: 'rerun', ...asked, from: null })
      .call(200);
    expect(job.state.run).toBe(2);
    while (job.state.status !== 'completed') job.call(201);
    const before = job.events.length;
    expect(job.send({ type: 'rerun', ...asked, from: null }).events).toHaveLength(before);
    expect(job.send({ type: 'rerun', ...asked, requestKey: 'batch:2', from: null }).state.status).not.toBe('completed');
  });

  it.each(['cancel', 'kill', 'pause', 'continue'] as const)('%s keeps the key', (type) => {
    const job = type === 'continue' ? needsAttention() : running();
    job.send(type === 'continue' ? { type, ...asked, skip: [] } : { type, ...asked });
    expect(job.state.requests.at(-1)).toMatchObject({ action: type, by: 'ann', requestKey: 'batch:1' });
  });
});
