import { hasEnded } from '#contract/pure';
import { setImmediate } from 'node:timers/promises';
import { PlatformError } from '#contract';
import type { OperatorCommand } from '../../libs/orchestration/src/core/model/commands';
import type { CallEffect } from '../../libs/orchestration/src/core/model/effects';
import type { RecordedEvent } from '../../libs/orchestration/src/core/model/events';
import { ActionRefused } from '../../libs/orchestration/src/core/decide/action-refused';
import { type PendingApproval, pendingApproval } from '../../libs/orchestration/src/core/queries/pending-approval';
import { wakeTime } from '../../libs/orchestration/src/core/pending-effects';
import { waitingAtStep } from '../../libs/orchestration/src/core/queries/waiting';
import { pendingWait } from '../../libs/orchestration/src/core/queries/pending-wait';
import { openEffects } from '../../libs/orchestration/src/core/undo/open-effects';
import { POLICY_DEFAULTS } from '../../libs/orchestration/src/core/plan/defaults';
import { JOB_LIMITS } from '../../libs/orchestration/src/core/plan/limits';
import type { JobState } from '../../libs/orchestration/src/core/model/state';
import { unitAt } from '../../libs/orchestration/src/core/queries/units';
import { ServicePerformer } from '../../libs/orchestration/src/adapters/performer/service-performer';
import { createRuntime } from '../../libs/orchestration/src/runtime/create-runtime';
import type { Orchestrator } from '../../libs/orchestration/src/runtime/orchestrator';
import { DiskTrouble, LONGEST_WRITE_MS } from './disk';
import { canBeUndone, checkRest } from './invariants';
import { modelled } from './model-journal';
import { ModelNetwork } from './model-network';
import { ModelState, SOMEBODY_ELSES } from './model-state';
import { BY, commandFor, PausedOperator } from './operator';
import type { Afterthought, Scenario, ScheduledSignal, ScheduledType } from './scenario';
import { LEASE_MS, type NewStore, type Store } from './store';
import { Tape } from './tape';
import { VirtualProcess, VirtualTime } from './virtual-time';
import { promise, Watcher } from './watcher';

const JOB_ID = '01930000-0000-7000-8000-00000000abcd';
// Few at once, so that even the small steps of random worlds have units that wait for their turn.
const LIMITS = { ...JOB_LIMITS, unitsAtOnce: 2 };
const DEFAULTS = { ...POLICY_DEFAULTS, timeoutMs: 1000, bindTimeoutMs: 500, stateTimeoutMs: 2000, limits: LIMITS };
/** More than any job of the model needs; who gets here goes round in circles. */
const MOST_THINGS = 3_000;
/** Turns, including those without an event of a job: a process renews its lease all the time. */
const MOST_STEPS = 5_000;
/** The next step may wait for its approval by then. */
const LATE_MS = 200;

/**
 * The real runtime over the real core, in a world made of models: services, network, state document and time; and the
 * journal too, unless a real one is given. Everything that happens is decided by the scenario alone.
 */
export class Simulator {
  private readonly time = new VirtualTime();
  private readonly tape: Tape;
  private readonly watcher = new Watcher(this.time);
  private readonly network: ModelNetwork;
  private readonly document: ModelState;
  /** What happened, for a person to read. */
  readonly events: RecordedEvent[] = [];
  private store: Store | null = null;
  private process: VirtualProcess | null = null;
  private orchestrator: Orchestrator | null = null;
  private broken: unknown = null;
  private accepted = false;
  private healed = false;
  private readonly operator: PausedOperator;
  private readonly gone: boolean[];
  private crashes: Scenario['crashes'][number][] = [];

  constructor(
    private readonly scenario: Scenario,
    private readonly newStore: NewStore = modelled,
  ) {
    this.tape = new Tape(scenario.tape);
    this.operator = new PausedOperator(this.tape);
    this.gone = [...(scenario.gone ?? [])];
    const misled = (call: CallEffect): boolean => this.watcher.mustFind(call) && this.gone.shift() === true;
    this.network = new ModelNetwork(this.time, this.tape, scenario.outages, misled, scenario.holders);
    this.document = new ModelState(this.time, this.tape);
  }

  /** Resolves with the end of the job; null when it was lost before its submission was acknowledged. */
  async run(): Promise<JobState | null> {
    const store = await this.newStore({
      time: this.time,
      tape: this.tape,
      faults: this.scenario.disk ?? [],
      written: (events) => this.written(events),
    });
    this.store = store;
    await this.start(store);
    this.submit();
    this.schedule();
    this.crashes = [...this.scenario.crashes].sort((a, b) => b.after - a.after);
    const afterwards = [...this.scenario.afterwards].reverse();
    for (let things = 0, steps = 0; things < MOST_THINGS && steps < MOST_STEPS; steps++) {
      await settle(store);
      if (this.broken !== null) throw this.broken as Error;
      const crash = this.crashes.at(-1);
      if (crash && crash.after <= things && this.process) {
        this.crashes.pop();
        this.crash(crash);
      }
      const happened = await this.step(things);
      things += happened ?? 0;
      if (happened !== null) continue;
      const state = this.rest();
      if (state === null || !this.goOn(state, afterwards)) return state;
    }
    return promise(false, 'the job never comes to rest') as never;
  }

  /**
   * Lets the next thing happen; returns how many that were, or null when nothing is to come. Three times out of four what
   * comes within a millisecond of it happens in the same turn of the event loop: a response, say, with the end of a write.
   */
  private async step(before: number): Promise<number | null> {
    const takeover = this.time.idle;
    if (takeover && !this.isOrphaned()) return null;
    let things = this.time.step() || takeover ? 1 : 0;
    const turn = TURNS_OF_THE_LOOP[before % TURNS_OF_THE_LOOP.length];
    const together = turn === 'alone' ? -Infinity : this.time.now + TOGETHER_MS;
    for (let more = MOST_TOGETHER; more > 0 && this.time.nextAt <= together && !this.time.idle; more--) {
      if (turn === 'in-turn') await promisesOnly();
      things += this.time.step() ? 1 : 0;
    }
    return things;
  }

  private async start(store: Store): Promise<void> {
    const process = new VirtualProcess(this.time);
    const { clock } = process;
    const network = this.network.of(
      process,
      (call) => this.attempt(() => this.watcher.sent(call)) ?? (() => undefined),
    );
    const states = this.document.of(process);
    const performer = new ServicePerformer(network, network, states, clock);
    const lost = (_: string, reason: unknown): void => this.fail(new Error(`the job was given up: ${String(reason)}`));
    const trouble = (reason: string): void => this.fail(new Error(reason));
    const log = { damaged: lost, lost, refused: () => undefined, kept: () => undefined, trouble };
    const ports = { ...store.open(process), states, executors: { steps: performer, reversion: performer }, clock, log };
    const retention = { keepMs: 0, sweepMs: 0 };
    const options = { leaseMs: LEASE_MS, retention, replicaClock: process.background };
    const { orchestrator, replica } = createRuntime(ports, options);
    this.process = process;
    this.orchestrator = orchestrator;
    orchestrator.subscribe(JOB_ID, (_, live) => this.attempt(() => this.sameAsReplayed(live)));
    await replica.start();
  }

  private written(events: readonly RecordedEvent[]): void {
    this.events.push(...events);
    this.attempt(() => this.watcher.written(events));
  }

  /** The job is open, and still to be taken over. */
  private isOrphaned(): boolean {
    const { state } = this.watcher;
    if (state === null || hasEnded(state) || this.orchestrator?.open !== 0) return false;
    // One that rests until a time is woken by a timer, once a process has it; one without such a time is not.
    return waitingAtStep(state) === null || wakeTime(state) !== null;
  }

  private schedule(): void {
    for (const { at, type } of this.scenario.commands) this.time.schedule(at, () => this.operate(type));
    for (const signal of this.scenario.signals ?? []) this.time.schedule(signal.at, () => this.signal(signal));
    for (const { at, then, after } of this.scenario.rash ?? []) {
      this.time.schedule(at, () => this.act({ type: 'kill', ...BY }));
      this.time.schedule(at + after, () => this.rush(then));
    }
    for (const { at, by } of this.scenario.wall ?? []) {
      this.time.schedule(at, () => (this.time.ahead += by), null, true);
    }
    for (const [n, { at, path, for: forMs }] of this.scenario.foreign.entries()) {
      const value = `${SOMEBODY_ELSES} ${path} (${n})`;
      this.time.schedule(at, () => this.document.writeForeign(path, value));
      if (forMs !== undefined) this.time.schedule(at + forMs, () => this.document.removeForeign(path, value));
    }
  }

  private submit(): void {
    const { document, lenient } = this.scenario;
    const stateDoc = { address: 'http://state/state/job', owned: true };
    this.orchestrator
      ?.submit({ type: 'submit', jobId: JOB_ID, document, defaults: DEFAULTS, lenient, warnings: [], stateDoc }, null)
      .then(() => {
        this.accepted = true;
      })
      .catch((error: unknown) => {
        if (!(error instanceof DiskTrouble)) this.fail(error);
        promise(this.watcher.state === null, 'the job was refused, and is there');
      })
      .catch((error: unknown) => this.fail(error));
  }

  private crash({ back, wall = 0 }: Scenario['crashes'][number]): void {
    const { store } = this;
    this.process?.crash();
    this.process = null;
    this.orchestrator = null;
    this.watcher.crashed();
    this.time.ahead += wall;
    this.time.schedule(back, () => store && void this.start(store).catch((error: unknown) => this.fail(error)));
  }

  private sameAsReplayed(live: JobState): void {
    const same = JSON.stringify(this.watcher.state) === JSON.stringify(live);
    promise(same, `at ${live.version} replay gives another state than the live one`);
  }

  private operate(type: ScheduledType): void {
    // Going on after a kill is an afterthought: a service without a ledger may still have our request before it.
    if (type === 'continue' && this.watcher.state?.status === 'killed') return;
    this.act(type === 'continue' ? { type, skip: [], ...BY } : { type, ...BY });
  }

  private rush(then: Afterthought): void {
    const { state } = this.watcher;
    if (state?.status === 'killed' && !this.watcher.exposed) this.act(commandFor(then, state));
  }

  private signal({ name, key }: Omit<ScheduledSignal, 'at'>): void {
    const requestKey = key === undefined ? {} : { requestKey: `signal ${key}` };
    const command = { type: 'signal', name, body: `of ${key}`, fingerprint: name, ...requestKey, ...BY } as const;
    this.act(command, () => this.watcher.acknowledged(command));
  }

  /** The sender did not hear that it was received, and sends it again; another one comes late. */
  private signalTwice(name: string): void {
    const key = this.watcher.state?.version ?? 0;
    this.signal({ name, key });
    this.signal({ name, key });
    this.time.schedule(LATE_MS, () => this.signal({ name }));
  }

  private act(command: OperatorCommand, done: () => void = () => undefined): void {
    const wanted = this.time.now;
    // No job: it was lost before its submission was acknowledged.
    const acted = this.orchestrator?.act(JOB_ID, command).then((known) => known && done());
    acted?.catch((error: unknown) => {
      const unavailable = error instanceof PlatformError && error.code === 'unavailable';
      // Before its submission is acknowledged a job can be lost, and an action on it as well.
      const excused = unavailable && (!this.accepted || !this.tookWritesSince(wanted));
      if (!excused && !(error instanceof ActionRefused)) this.fail(error);
    });
  }

  /** Whether the disk took anything that was offered after this moment. */
  private tookWritesSince(moment: number): boolean {
    return (this.store?.disk.lastTaken ?? 0) > moment + LONGEST_WRITE_MS;
  }

  /** Nothing is to come: the job has ended, or waits for a person. */
  private rest(): JobState | null {
    const state = this.watcher.state;
    if (state && hasEnded(state)) {
      const { excused, stateWrittenOff } = this.watcher;
      const services = [...this.network.services.values()];
      checkRest(state, { services, state: this.document, excused, stateWrittenOff });
    }
    return state;
  }

  /** The operator's next action; false when there are no more. */
  private goOn(state: JobState, afterwards: Afterthought[]): boolean {
    if (!hasEnded(state)) {
      this.giveWhatItWaitsFor(state);
      return true;
    }
    const next = afterwards.pop();
    if (next) {
      this.act(commandFor(next, state));
      return true;
    }
    if (state.status !== 'needs-attention') return false;
    this.act(this.healed ? this.skipRest(state) : { type: 'continue', skip: [], ...BY });
    this.crashes = [];
    this.tape.runOut();
    this.network.heal();
    this.store?.disk.heal();
    this.gone.length = 0;
    this.healed = true;
    return true;
  }

  private giveWhatItWaitsFor(state: JobState): void {
    const gate = pendingApproval(state);
    const wait = pendingWait(state)?.wait;
    if (state.paused) this.act(this.operator.decide(state));
    else if (gate !== null) this.decide(gate, state.run, this.tape.below(4) === 3 ? 'reject' : 'approve');
    else if (wait?.kind === 'signal') this.signalTwice(wait.signal);
    else promise(false, `stuck: ${state.status}, ${state.phase}, and nothing is to come`);
  }

  /** Two people decide at once, and a third one late. */
  private decide({ name: step }: PendingApproval, run: number, type: 'approve' | 'reject'): void {
    const decideAs = (who: string) => this.act({ type, step, requestKey: `${step}|${run}|${who}`, ...BY });
    decideAs('first');
    decideAs('second');
    this.time.schedule(LATE_MS, () => decideAs('late'));
  }

  /** Once everything works, everything that is there can be undone; what never was there can only be written off. */
  private skipRest(state: JobState): OperatorCommand {
    const open = openEffects(state);
    for (const { requestId, ref } of open) {
      if (ref !== null && !canBeUndone(unitAt(state, ref))) continue;
      const there = [...this.network.services.values()].some((service) => service.effectOf(requestId ?? '') > 0);
      promise(!there, `everything works, and the effect of ${requestId} is not undone`);
    }
    return { type: 'continue', skip: open.map(({ task }) => task), ...BY };
  }

  private attempt<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  private fail(error: unknown): void {
    this.broken ??= error;
  }
}

/** What happens together does so one after the other, with what follows from it but for timers and I/O; or at once. */
const TURNS_OF_THE_LOOP = ['in-turn', 'at-once', 'alone', 'at-once'] as const;
const TOGETHER_MS = 1;
const MOST_TOGETHER = 10;

/** Resolves when no promise has anything to do any more. */
const promisesOnly = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

/** Turns of the event loop in which everything that follows from one thing has followed: driver and writer take one each. */
const TURNS = 4;

/** Lets everything happen that takes no virtual time. */
async function settle(store: Store): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) {
    await setImmediate();
    if (await store.settled()) turn = 0;
  }
}
