import { openEffects } from '../undo/open-effects';
import { jobOf, LEDGER, NO_RESPONSE, responded, responseTo, TestJob } from '../testing/test-job';

const room = { name: 'room', tag: 'room', input: { command: 'create', resource: 'room' } };
const hotel = { serviceName: 'other-hotel', input: { command: 'book', resource: 'room' } };
const hostel = { tag: 'hostel' };
const booking = (more: object = {}, ...others: object[]) =>
  jobOf({ name: 'reserve', tasks: [{ ...room, orElse: [hotel, hostel], ...more }, ...others] });

const failed = (job: TestJob) => job.state.steps[0]?.tasks[0]?.units.at(0);

/** The first call has had its effect, and its response is of no use. */
const useless = responded(200, {}, {});
const stored = { storeResultAt: { targetPath: '/at', sourcePath: 'id' } };

describe('items of a forEach with alternatives', () => {
  const input = { v: { $fromItem: '' }, at: { $fromState: '/at' } };
  const orElse = [
    { tag: 'other', input: { other: { $fromItem: '' }, or: { $fromState: '/or' } }, storeResultAt: '/others' },
  ];
  const document = jobOf([
    { ...room, input, forEach: { $fromState: '/items' }, storeResultAt: '/own', orElse, maxParallel: 2 },
  ]);

  it('are tried one by one, each with the alternative that it needs', () => {
    const job = TestJob.of(document)
      .readState({ items: ['a', 'b'], at: 1, or: 2 })
      .bind();
    const [first, second] = job.pending('call');
    job
      .send(responseTo(first!, responded(422)))
      .send(responseTo(second!, responded(200, 'B')))
      .bind();
    expect(job.pending('call')).toMatchObject([
      { body: { other: 'a', or: 2 }, requestId: expect.stringMatching(/\/0\/else\/1$/) },
    ]);
    job.respond(responded(200, 'A')).readState({});
    expect(job.pending('write-state')).toMatchObject([
      {
        writes: [
          { path: '/own', value: ['B'] },
          { path: '/others', value: ['A'] },
        ],
      },
    ]);
  });

  it('have no more under way than the task allows, those that are undone included', () => {
    const job = TestJob.of(document)
      .readState({ items: ['a', 'b', 'c'], at: 1, or: 2 })
      .bind({ endpoints: noRepeat });
    const [first] = job.pending('call');
    job.send(responseTo(first!, NO_RESPONSE));
    expect(job.pending('bind').map(({ undo, unit }) => [undo, unit.unit])).toEqual([[true, 0]]);
    job.bind();
    expect(job.pending('bind')).toEqual([]);
  });

  it('fail in their turn where they lack a value', () => {
    const lacks = {
      ...room,
      forEach: { $fromState: '/items' },
      input: { v: { $fromItem: '/v' } },
      orElse: [{ tag: 'other', input: {} }],
    };
    const job = TestJob.of(jobOf([lacks])).readState({ items: [{ v: 1 }, {}] });
    expect(job.pending('bind').map(({ unit, selector }) => [unit.unit, selector.tag])).toEqual([
      [0, 'room'],
      [1, 'other'],
    ]);
    expect(job.call().state.status).toBe('completed');
  });
});

describe('an undo of one task', () => {
  const undoing = () => TestJob.of(booking(stored)).bind(LEDGER).respond(useless).bind();
  const revertOf = (job: TestJob) => job.pending('call').filter(({ undo }) => undo);

  it('becomes part of the undo of the job when that is cancelled', () => {
    const job = undoing();
    const [revert] = revertOf(job);
    job.request('cancel');
    expect(job.state.phase).toBe('draining');
    expect(revertOf(job)).toEqual([revert]);
    job.respond(200);
    expect(job.state.status).toBe('cancelled');
    expect(failed(job)).toMatchObject({ undo: { phase: 'acknowledged' }, reaction: null });
  });

  it('goes on in the undo of the job where it waits for another try', () => {
    const job = undoing().respond(503).request('cancel');
    expect(job.state).toMatchObject({ phase: 'undoing' });
    expect(failed(job)).toMatchObject({ undo: { phase: 'waiting' } });
    job.wait(20_000).call(200);
    expect(job.state.status).toBe('cancelled');
  });

  it('comes in its turn in the undo of a sequential step', () => {
    const forEach = { $fromState: '/items' };
    const tasks = [{ ...room, forEach, input: { v: { $fromItem: '' } }, onFailure: 'continue', ...stored }];
    const job = TestJob.of(jobOf({ mode: 'sequential', tasks }))
      .readState({ items: [1, 2] })
      .bind(LEDGER);
    const [first, second] = job.pending('call');
    job.send(responseTo(first!, useless)).bind().respond(503);
    expect(second?.unit.unit).toBe(1);
    job.request('cancel').bind();
    expect(job.pending('call').map(({ unit, undo }) => [unit.unit, undo])).toEqual([[1, true]]);
  });

  it('starts nothing while the job is paused, and is awaited', () => {
    const job = undoing().request('pause').respond(503).wait(60_000);
    expect(job.effects).toEqual([]);
    job.continue().call(200);
    expect(job.pending('bind')).toMatchObject([{ selector: { serviceName: 'other-hotel' } }]);
  });

  it('is listed as open where the job is killed, and done when it goes on', () => {
    const job = undoing().request('kill');
    expect(openEffects(job.state)).toMatchObject([{ task: 'reserve/room' }]);
    job.continue();
    expect(failed(job)).toMatchObject({ undo: { phase: 'binding', call: { attempts: [{ outcome: 'lost' }] } } });
    job
      .call(200)
      .call(responded(200, { id: 'r1' }))
      .readState({})
      .writeState();
    expect(job.state.status).toBe('completed');
  });

  it('is repeated after a crash', () => {
    const job = undoing().send({ type: 'recovered' });
    job.call(200);
    expect(failed(job)).toMatchObject({ reaction: { tried: [{ undo: { call: { attempts: [{}, {}] } } }] } });
  });
});

const noRepeat = { execute: 'http://todo/execute', repeat: null, revert: 'http://todo/revert' };
