import * as fc from 'fast-check';
import { runToEnd } from '#contract/pure';
import { responded, createTask, jobOf, listTask, TestJob } from '../core/testing/test-job';
import type { JobState } from '../core/model/state';
import type { UnitState } from '../core/model/unit-state';
import { toJobOutline } from './job-outline';
import { toJobView } from './job-view';
import { resultAt } from './result';
import { pagingTasks, type TaskPage } from './task-page';

const URL = 'http://jobs';
const MIB = 1024 * 1024;
const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** A job whose steps are as many, as wide and as talkative as is asked for; its units are those of a real one. */
function grown(shape: { steps: number; units: number; result?: unknown; text?: string; attempts?: number }): JobState {
  const { steps, units, result = null, text = 'why', attempts = 1 } = shape;
  const { state } = TestJob.of(jobOf({ name: 'a', tasks: [createTask] })).call(201);
  const [step] = state.steps;
  const [planned] = state.plan.steps;
  const [unit] = step!.tasks[0]!.units;
  const call = { ...unit!.call, attempts: Array.from({ length: attempts }, () => unit!.call.attempts[0]!) };
  const one: UnitState = { ...unit!, call, result, error: { code: 'internal', message: text } };
  const tasks = [{ ...step!.tasks[0]!, units: Array.from({ length: units }, () => one) }];
  const task = { ...planned!.tasks[0]!, forEach: { pointer: '/items' } } as (typeof planned & object)['tasks'][0];
  return {
    ...state,
    failure: { task: 'a/task-1', code: 'internal', message: text },
    warnings: Array.from({ length: units }, () => text),
    warningCount: units,
    steps: Array.from({ length: steps }, () => ({ ...step!, tasks, waitingFor: text })),
    plan: {
      ...state.plan,
      steps: Array.from({ length: steps }, (_, index) => ({
        ...planned!,
        name: `step-${index}`,
        description: text,
        tasks: [task],
      })),
    },
  };
}

describe('the view of a large job', () => {
  it('stays below one MiB whatever the job is, and so do its pages and its outline', () => {
    const shapes = fc.record({
      size: fc.constantFrom([1, 0], [1, 1], [1, 10_000], [3, 300], [1_000, 1], [1_000, 20]),
      attempts: fc.constantFrom(1, 5_000),
      text: fc.constantFrom('', 'x'.repeat(100_000), '\u0000'.repeat(10_000), '😀'.repeat(5_000)),
      result: fc.constantFrom(null, 'x'.repeat(MIB), Array(100).fill('\u0001\u0002'), { a: { b: 'x'.repeat(9_000) } }),
    });
    fc.assert(
      fc.property(shapes, ({ size: [steps, units], ...more }) => {
        const state = grown({ steps: steps, units: units, ...more });
        expect(bytes(toJobView(state, URL))).toBeLessThan(MIB);
        expect(bytes(toJobOutline(state, URL))).toBeLessThan(MIB / 2);
        const page = runToEnd(pagingTasks(state, { step: 0, from: 0, most: 1_000 }, URL));
        expect(bytes(page.tasks)).toBeLessThan(MIB);
        if (units > 0) expect(page.tasks.length).toBeGreaterThan(0);
      }),
      { numRuns: 30 },
    );
  });

  it('names the pages where the tasks are that it leaves out, and every task is on one of them', () => {
    const state = grown({ steps: 2, units: 1_234 });
    const [step] = toJobView(state, URL).steps;
    expect(step).toMatchObject({ taskCount: 1_234, tasksHref: `http://jobs/jobs/${state.id}/steps/step-0/tasks` });
    expect(step!.tasks.length).toBeLessThan(1_234);
    const seen: string[] = [];
    for (let from: number | null = 0; from !== null;) {
      const page: TaskPage = runToEnd(pagingTasks(state, { step: 0, from, most: 100 }, URL));
      seen.push(...page.tasks.map(({ address }) => address));
      from = page.next;
    }
    expect(seen).toEqual(Array.from({ length: 1_234 }, (_, item) => `a/task-1/${item}`));
  });

  it('shows the step that runs now, also where there is no room for all steps', () => {
    const state = { ...grown({ steps: 900, units: 100 }), cursor: 700 };
    const { steps } = toJobView(state, URL);
    expect(steps).toHaveLength(900);
    expect(steps[700]!.tasks).toHaveLength(100);
    expect(steps[800]).toMatchObject({ tasks: [], taskCount: 100 });
  });

  it('gives a result by address where it has no room for it, and small ones still in full', () => {
    const large = 'x'.repeat(900_000);
    const { tasks } = toJobView(grown({ steps: 1, units: 2, result: large }), URL).steps[0]!;
    expect(tasks[0]).toMatchObject({ result: large });
    expect(tasks[1]).not.toHaveProperty('result');
    const [, , , , , , step, task, item] = tasks[1]!.resultHref!.split('/');
    const state = grown({ steps: 1, units: 2, result: large });
    expect(resultAt(state, { step: step!, task: task!, item: item! })).toEqual({ result: large });
  });

  it('lists the newest attempts, and says how many there were', () => {
    const [task] = toJobView(grown({ steps: 1, units: 1, attempts: 5_000 }), URL).steps[0]!.tasks;
    expect(task).toMatchObject({ attemptCount: 5_000 });
    expect(task!.attempts).toHaveLength(20);
  });
});

describe('the view of a small job', () => {
  it('has every step, task, attempt and result, and no address of more', () => {
    const { steps } = toJobView(TestJob.of(jobOf([createTask, listTask])).call(responded(201, { a: 1 })).state, URL);
    const [first] = steps[0]!.tasks;
    expect(steps[0]).not.toHaveProperty('taskCount');
    expect(steps[0]).not.toHaveProperty('tasksHref');
    expect(first).toMatchObject({ result: { a: 1 } });
    expect(first).not.toHaveProperty('resultHref');
    expect(first).not.toHaveProperty('attemptCount');
  });
});

describe('the address of a result', () => {
  const { state } = TestJob.of(jobOf({ name: 'to/be', tasks: [createTask] })).call(responded(201, { a: 1 }));

  it('names step and task, or their positions', () => {
    expect(resultAt(state, { step: 'to/be', task: 'task-1' })).toEqual({ result: { a: 1 } });
    expect(resultAt(state, { step: '0', task: '0' })).toEqual({ result: { a: 1 } });
  });

  it.each([
    ['no such step', { step: 'not', task: 'task-1' }, 'never'],
    ['no such task', { step: 'to/be', task: 'task-2' }, 'never'],
    ['an item of what has none', { step: 'to/be', task: 'task-1', item: '0' }, 'never'],
  ])('says why there is nothing: %s', (_, address, missing) => {
    expect(resultAt(state, address)).toMatchObject({ missing });
  });

  it('may come to hold something', () => {
    const waiting = TestJob.of(jobOf([createTask])).state;
    expect(resultAt(waiting, { step: 'step-1', task: 'task-1' })).toMatchObject({ missing: 'now' });
  });
});
