import { createTask, jobOf, TestJob } from './testing/test-job';
import { handle, replay } from './handle';

it('gives at every event of a history the state it had live', () => {
  const job = TestJob.of(jobOf([{ ...createTask, storeResultAt: '/a' }], [createTask]))
    .call(201)
    .readState({ a: 1 })
    .writeState()
    .call(503);
  job.wait(60_000).call(409).takeBackState().call();
  const stored = JSON.parse(JSON.stringify(job.events)) as typeof job.events;
  for (let length = 1; length <= stored.length; length++) {
    expect(replay(stored.slice(0, length))).toEqual(replay(job.events.slice(0, length)));
  }
  expect(replay(stored)).toMatchObject({ version: stored.length });
});

it('knows nothing of a job that was never accepted', () => {
  expect(replay([])).toBeNull();
  expect(() => handle(null, { type: 'tick' }, 1)).toThrow('never accepted');
  expect(() => replay([{ type: 'state-prepared', seq: 1, at: 1 }])).toThrow('begins with job-accepted');
});

it('stops at an event that a newer version wrote', () => {
  const foreign = { type: 'from-the-future', seq: 9, at: 1 } as unknown as Parameters<
    typeof replay
  >[0] extends Iterable<infer E>
    ? E
    : never;
  expect(() => replay([...TestJob.of(jobOf([createTask])).events, foreign])).toThrow('unknown event from-the-future');
});
