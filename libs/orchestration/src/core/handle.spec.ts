import { create, jobOf, Story } from './testing/story';
import { handle, replay } from './handle';

it('gives at every event of a history the state it had live', () => {
  const story = Story.of(jobOf([{ ...create, storeResultAt: '/a' }], [create]))
    .call(201)
    .read({ a: 1 })
    .written()
    .call(503);
  story.wait(60_000).call(409).takenBack().call();
  const stored = JSON.parse(JSON.stringify(story.events)) as typeof story.events;
  for (let length = 1; length <= stored.length; length++) {
    expect(replay(stored.slice(0, length))).toEqual(replay(story.events.slice(0, length)));
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
  expect(() => replay([...Story.of(jobOf([create])).events, foreign])).toThrow('unknown event from-the-future');
});
