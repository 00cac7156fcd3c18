import fc from 'fast-check';
import { isJsonObject } from '#contract/pure';
import { type RecordedEvent } from '../model/events';
import { replay } from '../handle';
import { type JobState } from '../model/state';
import { responded, createTask, jobOf, TestJob } from '../testing/test-job';

const LONG = 'x'.repeat(10_000);
const timesIn = (events: readonly RecordedEvent[], text: string) => JSON.stringify(events).split(text).length - 1;
const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** A history as versions before this one wrote it: with every value where it is used. */
function inFull(events: readonly RecordedEvent[]): RecordedEvent[] {
  return events.map((event, index) => {
    const after = replay(events.slice(0, index + 1));
    if (event.type === 'unit-prepared')
      return { ...event, body: after?.steps[event.step]?.tasks[event.task]?.units.at(event.unit)?.body };
    if (event.type !== 'state-write-intended') return event;
    const writes = after?.steps[event.step]?.write?.writes ?? [];
    return { ...event, writes: writes.map(({ rule: _, previousOf: __, ...write }) => write) };
  });
}

/** What a job is, but for how its values are referred to. */
function essence(state: JobState | null): unknown {
  return JSON.parse(JSON.stringify(state, (key, value: unknown) => (isReference(key) ? undefined : value)));
}
const isReference = (key: string) => key === 'rule' || key === 'previousOf';

function runToEnd(job: TestJob, result: unknown): TestJob {
  for (let turn = 0; turn < 40 && job.state.status !== 'completed'; turn++) {
    job
      .readState({ items: [1, 2, 3], held: { by: 'others' } })
      .call(responded(200, result))
      .writeState();
  }
  return job;
}

describe('the journal of a job', () => {
  it('holds a result once that is stored in a thousand places', () => {
    const storeResultAt = Array.from({ length: 1_000 }, (_, n) => `/copies/${n}`).map((targetPath) => ({ targetPath }));
    const job = runToEnd(TestJob.of(jobOf([{ ...createTask, storeResultAt }])), { LONG });
    expect(timesIn(job.events, LONG)).toBe(1);
    const writes = job.state.steps[0]?.write?.writes ?? [];
    expect(writes).toHaveLength(1_000);
    expect(new Set(writes.map(({ value }) => value)).size).toBe(1);
    expect(writes[0]?.value).toEqual({ LONG });
  });

  it('holds once what tasks of a step write over one another', () => {
    const storing = { ...createTask, storeResultAt: '/same' };
    const job = runToEnd(TestJob.of(jobOf({ mode: 'sequential', tasks: [storing, storing, storing] })), { LONG });
    expect(timesIn(job.events, LONG)).toBe(3);
    expect(job.state.steps[0]?.write?.writes.map(({ previous }) => previous)).toEqual([null, { LONG }, { LONG }]);
  });

  it('holds the results of the items of a list once, and those of others in full', () => {
    const task = {
      ...createTask,
      forEach: { $fromState: '/items' },
      storeResultAt: [{ targetPath: '/all' }, { targetPath: '/held' }],
    };
    const job = runToEnd(TestJob.of(jobOf([task])), { LONG });
    expect(timesIn(job.events, LONG)).toBe(3);
    expect(job.state.steps[0]?.write?.writes).toMatchObject([
      { path: '/all', value: [{ LONG }, { LONG }, { LONG }] },
      { path: '/held', previous: { by: 'others' } },
    ]);
  });

  it('holds the body once of a task that is repeated by others', () => {
    const input = { command: 'create', resource: 'todo', payload: { LONG } };
    const again = { tasks: [{ of: '1/1' }], mode: 'repeat' };
    const first = { name: '1', tasks: [{ name: '1', tag: 'todo', input }] };
    const job = runToEnd(TestJob.of(jobOf(first, again, again)), {});
    // In the document, and as it was prepared.
    expect(timesIn(job.events, LONG)).toBe(2);
    expect(job.unit(2).body).toEqual(job.unit(0).body);
    expect(isJsonObject(job.unit(2).body)).toBe(true);
  });

  it('that refers to a value of a task that has none makes no sense', () => {
    const job = runToEnd(TestJob.of(jobOf([{ ...createTask, storeResultAt: '/a' }])), {});
    const events = job.events.map((event) =>
      event.type === 'state-write-intended'
        ? { ...event, writes: event.writes.map((write) => ({ ...write, rule: 7 })) }
        : event,
    );
    expect(() => replay(events)).toThrow('"/a" takes its value from a task that has none');
  });
});

describe('jobs of any shape', () => {
  const path = fc.constantFrom('/a', '/a/b', '/list/-', '/held', '/c');
  const rule = fc.record(
    { targetPath: path, sourcePath: fc.constantFrom('x', 'list', '/'), onlyOnStatus: fc.constant([201]) },
    { requiredKeys: ['targetPath'] },
  );
  const task = fc.record(
    {
      tag: fc.constant('todo'),
      input: fc.constant(createTask.input),
      storeResultAt: fc.oneof(path, fc.array(rule, { maxLength: 3 })),
      forEach: fc.constant({ $fromState: '/items' }),
    },
    { requiredKeys: ['tag', 'input'] },
  );
  const step = fc.record({
    mode: fc.constantFrom('parallel', 'sequential'),
    tasks: fc.array(task, { minLength: 1, maxLength: 4 }),
  });
  const result = fc.record({ x: fc.jsonValue(), list: fc.array(fc.nat(), { maxLength: 3 }) });

  it('are read back as they were live, from journals of this version and of the one before', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 3 }), result, (steps, response) => {
        const { events } = runToEnd(TestJob.of(jobOf(...steps)), response);
        const state = replay(events);
        expect(replay(throughJson(events))).toEqual(throughJson(state));
        expect(essence(replay(throughJson(inFull(events))))).toEqual(essence(state));
      }),
      { numRuns: 40 },
    );
  });
});
