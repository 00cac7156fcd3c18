import { handle, replay } from '../../core/handle';
import { POLICY_DEFAULTS } from '../../core/plan/defaults';
import { answered, create, jobOf, Story } from '../../core/testing/story';
import { JobWrites } from './job-writes';

const KIB = 1024;
const defaults = { ...POLICY_DEFAULTS, limits: { ...POLICY_DEFAULTS.limits!, recordBytes: 64 * KIB } };

it('writes what is too much for one record in several, each with the state as it is by then', () => {
  const story = Story.of(jobOf(Array.from({ length: 40 }, () => create)), { defaults });
  story.bind().answer(answered(201, { text: 'x'.repeat(10 * KIB) }));
  const writes = new JobWrites(null, null);
  writes.add(story.events);
  const written: unknown[] = [];
  let records = 0;
  for (let entry = writes.take(story.state); entry !== null; entry = writes.take(story.state)) {
    // The last few are not measured.
    if (entry.events.length > 16) expect(JSON.stringify(entry.events).length).toBeLessThan(66 * KIB);
    expect(entry.expectedVersion).toBe(written.length);
    written.push(...entry.events);
    records += 1;
    const landed = writes.committed();
    expect(landed?.state).toEqual(replay(story.events.slice(0, written.length)));
  }
  expect(written).toEqual(story.events);
  expect(records).toBeGreaterThanOrEqual(6);
  expect(writes.due).toBe(false);
});

it('writes an ordinary step in one record', () => {
  const story = Story.of(jobOf([create, create, create]));
  const writes = new JobWrites(null, null);
  writes.add(story.events);
  writes.add(handle(story.state, { type: 'tick' }, 1).events);
  expect(writes.take(story.state)?.events).toEqual(story.events);
  expect(writes.take(story.state)).toBeNull();
});
