import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import type { JobState } from '../model/state';
import { responded, createTask, jobOf, TestJob } from '../testing/test-job';

setFlagsFromString('--allow-natives-syntax');
/** Whether V8 has one description of both: the same members in the same order, made in the same way. */
const areAlike = runInThisContext('(one, other) => %HaveSameMap(one, other)') as (
  one: object,
  other: object,
) => boolean;

/** Every state of a job that calls, repeats, fails, and is undone. */
function lifeOf(job: TestJob): JobState[] {
  const states: JobState[] = [];
  const then = (next: TestJob): void => void states.push(next.state);
  then(job.bind());
  then(job.respond(responded(200, { id: 'a' })));
  then(job.bind());
  then(job.respond({ kind: 'no-response', message: 'time-out' }));
  then(job.wait(60_000).call(409));
  for (let more = 0; more < 4; more++) then(job.wait(60_000).call());
  return states;
}

const PARTS: Readonly<Record<string, (state: JobState) => readonly object[]>> = {
  jobs: (state) => [state],
  steps: (state) => state.steps,
  tasks: (state) => state.steps.flatMap(({ tasks }) => tasks),
  units: (state) => unitsOf(state),
  'calls of units': (state) => unitsOf(state).flatMap(({ call, undo }) => (undo ? [call, undo.call] : [call])),
  'walks back': (state) => (state.undo ? [state.undo] : []),
};

const unitsOf = (state: JobState) => state.steps.flatMap(({ tasks }) => tasks.flatMap(({ units }) => [...units]));

it.each(Object.entries(PARTS))('V8 sees no difference between %s, however they came to be', (_, partsOf) => {
  const document = jobOf([createTask], [createTask, createTask]);
  const lives = [1, 2, 3].map(() => lifeOf(TestJob.of(document)));
  const [first, ...others] = (lives.at(-1) ?? []).flatMap(partsOf);
  expect(others.length).toBeGreaterThan(1);
  expect(others.filter((other) => !areAlike(first!, other))).toEqual([]);
});
