import { setImmediate } from 'node:timers/promises';
import { SystemClock } from '../../adapters/clock/system-clock';
import type { Command } from '../../core/commands';
import type { Call } from '../../core/effects';
import { hasEnded } from '../../core/evolve/evolve';
import { POLICY_DEFAULTS } from '../../core/plan/defaults';
import { answered, answerTo, create, JOB_ID, jobOf, Story, TARGET } from '../../core/testing/story';
import type { JobState } from '../../core/state';
import type { Answer } from '../../core/task/answer';
import type { Clock } from '../../ports/clock.port';
import type { Executors } from '../../ports/executor.port';
import type { Appended, Journal, JournalEntry } from '../../ports/journal.port';
import type { PerformedEffect } from './effect-context';
import { type DriverContext, JobDriver } from './job-driver';
import { JournalWriter } from '../journal/journal-writer';

/** A disk that takes as long as it is told to. */
class SlowDisk {
  private readonly waiting: (() => void)[] = [];

  append(entries: readonly JournalEntry[]): Promise<readonly Appended[]> {
    return new Promise((resolve) => this.waiting.push(() => resolve(entries.map(() => 'ok'))));
  }

  get busy(): boolean {
    return this.waiting.length > 0;
  }

  finish(): void {
    for (const done of this.waiting.splice(0)) done();
  }
}

const submitOf = (...tasks: object[]): Extract<Command, { type: 'submit' }> => ({
  type: 'submit',
  jobId: JOB_ID,
  document: jobOf(tasks),
  defaults: POLICY_DEFAULTS,
  lenient: false,
  warnings: [],
  stateDoc: null,
});

const executorsBy = (perform: (effect: PerformedEffect) => Promise<Command> | Command): Executors => ({
  steps: { perform },
  reversion: { perform },
});

const contextOn = (disk: Pick<Journal, 'append'>, clock: Clock): Omit<DriverContext, 'executors'> => ({
  ownership: { held: true },
  writer: new JournalWriter(disk as Journal, clock),
  committed: () => undefined,
  refused: () => undefined,
  lost: () => undefined,
});

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await setImmediate();
};

it('sends a call once, also when its answer and the end of a write come at the same moment', async () => {
  const disk = new SlowDisk();
  const clock = new SystemClock();
  const calls: { readonly call: Call; readonly answer: () => void }[] = [];
  const submit = submitOf(create, create, create);
  const driver = JobDriver.accept(submit, null, clock, {
    ...contextOn(disk, clock),
    executors: executorsBy((effect) => {
      if (effect.kind === 'bind') return { type: 'bound', ...effect.unit, undo: false, target: TARGET };
      if (effect.kind !== 'call') throw new Error(`unexpected effect ${effect.kind}`);
      return new Promise((resolve) =>
        calls.push({ call: effect, answer: () => resolve(answerTo(effect, answered(201))) }),
      );
    }),
  });
  await until(() => disk.busy);
  disk.finish();
  await until(() => calls.length === 3 || disk.busy);
  disk.finish();
  await until(() => calls.length === 3);

  calls[0]?.answer();
  await until(() => disk.busy);
  calls[1]?.answer();
  disk.finish();
  await until(() => !driver.busy || disk.busy);
  await setImmediate();
  expect(calls.map(({ call }) => call.unit.task)).toEqual([0, 1, 2]);
  driver.stop();
});

it('goes on at the time where the job was, though the clock of this process is behind', () => {
  const clock = new SystemClock();
  const story = Story.of(jobOf([create]));
  story.now = clock.now() + 60_000;
  const { state } = story.bind();
  const driver = JobDriver.resume(state, clock, {
    ...contextOn(new SlowDisk(), clock),
    executors: executorsBy(() => new Promise(() => undefined)),
  });
  expect(driver.clock.now()).toBeGreaterThanOrEqual(state.updatedAt);
  driver.stop();
});

it('takes what the core can make nothing of for an unknown outcome, and the job ends', async () => {
  const clock = new SystemClock();
  const disk = { append: (entries: readonly unknown[]) => Promise.resolve(entries.map(() => 'ok' as const)) };
  const senseless = { kind: 'answered', status: 200 } as Answer;
  const ended = await new Promise<JobState>((resolve, reject) =>
    JobDriver.accept(submitOf({ ...create, onUnknown: 'undo' }), null, clock, {
      ...contextOn(disk, clock),
      committed: (state) => hasEnded(state) && resolve(state),
      refused: (_, reason) => reject(reason),
      lost: (_, reason) => reject(new Error(JSON.stringify(reason))),
      executors: executorsBy((effect) => {
        if (effect.kind === 'bind') return { type: 'bound', ...effect.unit, undo: effect.undo, target: TARGET };
        if (effect.kind !== 'call') throw new Error(`unexpected effect ${effect.kind}`);
        return Promise.resolve(answerTo(effect, effect.undo ? answered(200) : senseless));
      }),
    }),
  );
  expect(ended).toMatchObject({ status: 'failed', failure: { code: 'outcome-unknown' } });
});
