import { hasEnded } from '#contract/pure';
import { setImmediate } from 'node:timers/promises';
import { SystemClock } from '../../adapters/clock/system-clock';
import type { Command } from '../../core/model/commands';
import type { CallEffect } from '../../core/model/effects';
import { POLICY_DEFAULTS } from '../../core/plan/defaults';
import { responded, responseTo, createTask, JOB_ID, jobOf, TestJob, TARGET } from '../../core/testing/test-job';
import type { JobState } from '../../core/model/state';
import type { ServiceResponse } from '../../core/model/service-response';
import type { Clock } from '../../ports/clock.port';
import type { Executors, JobContext } from '../../ports/executor.port';
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

it('sends a call once, also when its response and the end of a write come at the same moment', async () => {
  const disk = new SlowDisk();
  const clock = new SystemClock();
  const calls: { readonly call: CallEffect; readonly response: () => void }[] = [];
  const submit = submitOf(createTask, createTask, createTask);
  const driver = JobDriver.accept(submit, null, clock, {
    ...contextOn(disk, clock),
    executors: executorsBy((effect) => {
      if (effect.kind === 'bind') return { type: 'bound', ...effect.unit, undo: false, target: TARGET };
      if (effect.kind !== 'call') throw new Error(`unexpected effect ${effect.kind}`);
      return new Promise((resolve) =>
        calls.push({ call: effect, response: () => resolve(responseTo(effect, responded(201))) }),
      );
    }),
  });
  await until(() => disk.busy);
  disk.finish();
  await until(() => calls.length === 3 || disk.busy);
  disk.finish();
  await until(() => calls.length === 3);

  calls[0]?.response();
  await until(() => disk.busy);
  calls[1]?.response();
  disk.finish();
  await until(() => !driver.busy || disk.busy);
  await setImmediate();
  expect(calls.map(({ call }) => call.unit.task)).toEqual([0, 1, 2]);
  driver.stop();
});

it('searches no further for an instance once it has stopped, and is not busy with that', async () => {
  const clock = new SystemClock();
  const disk = { append: (entries: readonly unknown[]) => Promise.resolve(entries.map(() => 'ok' as const)) };
  let search: AbortSignal | undefined;
  const perform = (_: PerformedEffect, { signal }: JobContext): Promise<Command> => {
    search = signal;
    return new Promise(() => undefined);
  };
  const driver = JobDriver.accept(submitOf(createTask), null, clock, {
    ...contextOn(disk, clock),
    executors: { steps: { perform }, reversion: { perform } },
  });
  await driver.whenDurable();
  expect([search?.aborted, driver.busy]).toEqual([false, true]);
  driver.stop();
  expect([search?.aborted, driver.busy]).toEqual([true, false]);
});

it('goes on at the time where the job was, though the clock of this process is behind', () => {
  const clock = new SystemClock();
  const job = TestJob.of(jobOf([createTask]));
  job.now = clock.now() + 60_000;
  const { state } = job.bind();
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
  const senseless = { kind: 'responded', status: 200 } as ServiceResponse;
  const ended = await new Promise<JobState>((resolve, reject) =>
    JobDriver.accept(submitOf({ ...createTask, onUnknown: 'undo' }), null, clock, {
      ...contextOn(disk, clock),
      committed: (state) => hasEnded(state) && resolve(state),
      refused: (_, reason) => reject(reason),
      lost: (_, reason) => reject(new Error(JSON.stringify(reason))),
      executors: executorsBy((effect) => {
        if (effect.kind === 'bind') return { type: 'bound', ...effect.unit, undo: effect.undo, target: TARGET };
        if (effect.kind !== 'call') throw new Error(`unexpected effect ${effect.kind}`);
        return Promise.resolve(responseTo(effect, effect.undo ? responded(200) : senseless));
      }),
    }),
  );
  expect(ended).toMatchObject({ status: 'failed', failure: { code: 'outcome-unknown' } });
});
