import { handle, replay } from '../../core/handle';
import { POLICY_DEFAULTS } from '../../core/plan/defaults';
import { responded, createTask, jobOf, TestJob } from '../../core/testing/test-job';
import { JobWrites } from './job-writes';

const KIB = 1024;
const defaults = { ...POLICY_DEFAULTS, limits: { ...POLICY_DEFAULTS.limits!, recordBytes: 64 * KIB } };

it('writes what is too much for one record in several, each with the state as it is by then', () => {
  const job = TestJob.of(jobOf(Array.from({ length: 40 }, () => createTask)), { defaults });
  job.bind().respond(responded(201, { text: 'x'.repeat(10 * KIB) }));
  const writes = new JobWrites(null, null);
  writes.add(job.events);
  const written: unknown[] = [];
  let records = 0;
  for (let entry = writes.take(job.state); entry !== null; entry = writes.take(job.state)) {
    // The last few are not measured.
    if (entry.events.length > 16) expect(JSON.stringify(entry.events).length).toBeLessThan(66 * KIB);
    expect(entry.expectedVersion).toBe(written.length);
    written.push(...entry.events);
    records += 1;
    const landed = writes.committed();
    expect(landed?.state).toEqual(replay(job.events.slice(0, written.length)));
  }
  expect(written).toEqual(job.events);
  expect(records).toBeGreaterThanOrEqual(6);
  expect(writes.due).toBe(false);
});

it('writes an ordinary step in one record', () => {
  const job = TestJob.of(jobOf([createTask, createTask, createTask]));
  const writes = new JobWrites(null, null);
  writes.add(job.events);
  writes.add(handle(job.state, { type: 'tick' }, 1).events);
  expect(writes.take(job.state)?.events).toEqual(job.events);
  expect(writes.take(job.state)).toBeNull();
});
