import fc from 'fast-check';
import { type JsonObject } from '#contract/pure';
import { type RecordedEvent } from '../model/events';
import { createTask, JOB_ID, jobOf, TestJob } from '../testing/test-job';
import { derivedId } from './derived-id';

const idOf = (document: object, step = 0) =>
  TestJob.of(document as Parameters<typeof TestJob.of>[0]).unit(step).requestId;

describe('the request id of a task', () => {
  it('is job, run, step and task', () => {
    expect(idOf(jobOf({ name: 'buy', tasks: [{ ...createTask, name: 'pay' }] }))).toBe(`${JOB_ID}/1/buy/pay`);
  });

  it.each([
    ['names of any characters', { name: 'zażółć\u0000\n', tasks: [{ ...createTask, name: 'a/b\ud800' }] }],
    ['long names', { name: 'x'.repeat(300), tasks: [createTask] }],
  ])('fits a header, with %s', (_, step) => {
    expect(idOf(jobOf(step))).toMatch(/^[\x21-\x7e]{1,200}$/);
  });

  it('tells names apart that have no UTF-8 form', () => {
    const job = TestJob.of(jobOf(['a\ud800', 'a\ud801'].map((name) => ({ ...createTask, name }))));
    expect(job.unit(0, 0).requestId).not.toBe(job.unit(0, 1).requestId);
  });

  it('is the same for every attempt and for the revert, and another in another run', () => {
    const job = TestJob.of(jobOf([createTask]))
      .call(503)
      .wait(60_000)
      .bind();
    expect(job.pending('call')[0]?.requestId).toBe(`${JOB_ID}/1/step-1/task-1`);
    job.respond(201).revert().bind();
    expect(job.pending('call')[0]?.requestId).toBe(`${JOB_ID}/1/step-1/task-1`);
    job.respond(200).rerun();
    expect(job.unit().requestId).toBe(`${JOB_ID}/2/step-1/task-1`);
  });
});

it('an id made for a create is a UUID of version 8, and for a replay the same', () => {
  const id = derivedId('create', JOB_ID, 1, { step: 0, task: 0, unit: 0 });
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(derivedId('create', JOB_ID, 1, { step: 0, task: 0, unit: 0 })).toBe(id);
});

it('ids made for a create differ where the job, the run or the position does, in any bit', () => {
  const number = fc.nat({ max: 1_000_000 });
  const bit = fc.nat({ max: 19 }).map((exponent) => 2 ** exponent);
  const idAt = (jobId: string, [run, step, task, unit]: readonly [number, number, number, number]): string =>
    derivedId('create', jobId, run, { step, task, unit });
  fc.assert(
    fc.property(fc.tuple(number, number, number, number), fc.nat({ max: 3 }), bit, (place, which, by) => {
      const other = place.with(which, place[which]! ^ by) as typeof place;
      const otherJobs = [...JOB_ID].map((_, at) => `${JOB_ID.slice(0, at)}?${JOB_ID.slice(at + 1)}`);
      const ids = [idAt(JOB_ID, place), idAt(JOB_ID, other), ...otherJobs.map((jobId) => idAt(jobId, place))];
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

describe('in any tree of nested jobs', () => {
  /** A job is a list of steps, a step a list of tasks: a job again, or so many items. */
  type Tree = readonly (readonly (Tree | number)[])[];
  const { tree } = fc.letrec((tie) => ({
    tree: fc.array(
      fc.array(
        fc.oneof(
          { depthSize: 'small', maxDepth: 4, withCrossShrink: true },
          fc.integer({ min: 1, max: 3 }),
          tie('tree') as fc.Arbitrary<Tree>,
        ),
        { minLength: 1, maxLength: 3 },
      ),
      { minLength: 1, maxLength: 3 },
    ),
  }));

  const toTask = (task: Tree | number): object => {
    if (typeof task !== 'number')
      return { tag: 'job', input: { command: 'create', resource: 'job', payload: toJob(task) } };
    const items = Array.from({ length: task }, (_, n) => n);
    return task === 1 ? createTask : { ...createTask, forEach: { $fromState: '/none', default: items } };
  };
  const toJob = (steps: Tree): JsonObject => jobOf(...steps.map((tasks) => tasks.map(toTask)));

  /** Runs a job, the jobs in it with the ids they were given, and all of it again; collects what was prepared. */
  const run = (jobId: string, document: JsonObject, prepared: Prepared[]): void => {
    const job = TestJob.of(document, { jobId });
    const pass = (): void => {
      const before = job.events.length;
      while (job.state.status !== 'completed') job.readState({}).call(201);
      for (const event of job.events.slice(before)) if (event.type === 'unit-prepared') prepared.push(event);
    };
    pass();
    job.rerun();
    while (job.pending('bind').some(({ undo }) => undo)) job.call(200);
    pass();
  };
  type Prepared = Extract<RecordedEvent, { type: 'unit-prepared' }>;
  const bodyOf = ({ body }: Prepared) => body as { id: string; resource: string; payload: JsonObject };

  it('all ids are distinct, of requests as of what they create', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom(JOB_ID, 'chosen by its author'), (steps, root) => {
        const prepared: Prepared[] = [];
        run(root, toJob(steps), prepared);
        // It grows on the way: jobs in jobs.
        for (const one of prepared) {
          const { id, resource, payload } = bodyOf(one);
          if (resource === 'job') run(id, payload, prepared);
        }
        const ids = [root, ...prepared.flatMap((one) => [one.requestId, bodyOf(one).id])];
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 20 },
    );
  });
});
