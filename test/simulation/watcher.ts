import { hasEnded, isCommandMessage, isJsonObject } from '#contract/pure';
import type { CallEffect } from '../../libs/orchestration/src/core/model/effects';
import type { RecordedEvent, StepApproved } from '../../libs/orchestration/src/core/model/events';
import { evolve } from '../../libs/orchestration/src/core/evolve/evolve';
import type { JobState } from '../../libs/orchestration/src/core/model/state';
import type { UnitRef } from '../../libs/orchestration/src/core/model/unit-state';
import { isNoop } from '../../libs/orchestration/src/core/model/service-response';
import { unitAt } from '../../libs/orchestration/src/core/queries/units';
import { SAFE } from './model-service';
import type { VirtualTime } from './virtual-time';
import { Waits } from './waits';

class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

export function promise(holds: boolean, what: string): asserts holds {
  if (!holds) throw new BrokenPromise(what);
}

const LEAVES_AN_END = new Set(['continued', 'stopping']);

/** Looks at every request that leaves and every event that is written, and knows what must never be seen. */
export class Watcher {
  /** What the journal says. */
  state: JobState | null = null;
  /**
   * What may remain though the job says that it ended: an operator decided so, or a service said that there is nothing.
   */
  readonly excused = new Set<string>();
  /** An operator decided, in this run or an earlier one, that what a step stored may remain. */
  stateWrittenOff = false;
  private readonly inFlight = new Set<CallEffect>();
  private readonly bodies = new Map<string, string>();
  /** Attempts that left, of all runs. */
  private readonly left = new Set<string>();
  private pass: CallEffect[] = [];
  private readonly waits: Waits;

  constructor(time: VirtualTime) {
    this.waits = new Waits(time);
  }

  written(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      this.timely(event);
      if (this.state && hasEnded(this.state)) {
        const killed = this.state.status === 'killed' && tellsWhatIsLost(event);
        promise(killed || LEAVES_AN_END.has(event.type), `${this.state.status} is an end, and then came ${event.type}`);
      }
      if (['stopping', 'undo-resumed', 'run-started'].includes(event.type)) this.pass = [];
      this.mayStart(event);
      this.state = evolve(this.state, event);
      this.excuse(event, this.state);
    }
  }

  private excuse(event: RecordedEvent, state: JobState): void {
    this.stateWrittenOff ||= event.type === 'state-written-off';
    if (!this.excuses(event, state)) return;
    this.excused.add(unitAt(state, event).unit.requestId ?? '');
  }

  private excuses(event: RecordedEvent, state: JobState): event is RecordedEvent & UnitRef {
    if (event.type === 'unit-written-off') return true;
    if (event.type !== 'unit-reverted' && event.type !== 'unit-succeeded') return false;
    const { planned, unit } = unitAt(state, event);
    if (event.type === 'unit-succeeded') return planned.action === 'revert' && isNoop(event.result);
    // A revert that does nothing and says so is believed if no effect is known; the record says which service said it.
    return event.noop === true || (unit.effect === 'unknown' && unit.call.target?.name === 'stub');
  }

  private timely(event: RecordedEvent): void {
    const before = this.state?.updatedAt ?? -Infinity;
    promise(event.at >= before, `${event.type} was ${before - event.at} ms before the event before it`);
    const late = this.waits.written(event);
    promise(late === null, late ?? '');
  }

  /** Nothing new starts while a job stops, or is paused. */
  private namesItsStep({ step, requestKey }: StepApproved): void {
    const named = requestKey?.split('|')[0];
    const name = this.state?.plan.steps[step]?.name;
    promise(named === undefined || named === name, `"${named ?? ''}" was approved, and "${name ?? ''}" was released`);
  }

  /** A signal of the name that the step waits for is taken, which no step has taken before. */
  private takesItsSignal({ step, signal: seq }: Extract<RecordedEvent, { type: 'step-signalled' }>): void {
    const planned = this.state?.plan.steps[step]?.wait;
    const signal = this.state?.signals.find((one) => one.seq === seq);
    const fits = planned?.kind === 'signal' && signal?.name === planned.signal && !signal.taken;
    promise(fits, `step ${step} took signal ${seq}, which is not for it`);
  }

  /** A step that waits has waited. */
  private hasWaited({ step, at }: Extract<RecordedEvent, { type: 'step-completed' }>): void {
    const planned = this.state?.plan.steps[step]?.wait;
    const waited = this.state?.steps[step]?.wait;
    if (!planned || !waited) return;
    const isOver = planned.kind === 'timer' ? at >= (waited.until ?? 0) : waited.signal !== null;
    promise(isOver, `step ${step} completed at ${at}, and has not waited for its ${planned.kind}`);
  }

  /** A signal was said to be accepted: it is on disk. */
  acknowledged({ name, requestKey }: { readonly name: string; readonly requestKey?: string }): void {
    const known = this.state?.signals.some(
      (signal) => signal.name === name && signal.requestKey === (requestKey ?? null),
    );
    promise(known === true, `the signal ${name} was accepted, and is not on disk`);
  }

  private mayStart(event: RecordedEvent): void {
    if (event.type === 'step-approved') return this.namesItsStep(event);
    if (event.type === 'unit-alternative-started') return this.isUndone(event);
    if (event.type === 'step-signalled') return this.takesItsSignal(event);
    if (event.type === 'step-completed') return this.hasWaited(event);
    if (event.type !== 'attempt-started') return;
    const { step, task, unit, undo } = event;
    const how = this.state?.paused ? 'paused' : this.state?.phase;
    const may = how === 'forward' || (undo && how === 'undoing');
    promise(may, `a call of ${step}/${task}/${unit} was started while the job was ${how}`);
  }

  /** What failed is undone before its alternative begins. */
  private isUndone(ref: UnitRef): void {
    const undo = this.state && unitAt(this.state, ref).unit.undo;
    const over = undo && ['acknowledged', 'noop', 'not-needed'].includes(undo.phase);
    promise(over === true, `an alternative of ${ref.step}/${ref.task} began before the undo was over`);
  }

  /** Returns the function that reports the response. */
  sent(call: CallEffect): () => void {
    const { undo, unit, requestId } = call;
    const what = `${call.call.action} ${requestId}`;
    const state = this.state;
    promise(state !== null, `${what} left before the job was on disk`);
    const known = state.steps[unit.step]?.tasks[unit.task]?.units.at(unit.unit);
    const attempts = undo ? known?.undo?.call.attempts : known?.call.attempts;
    promise(attempts?.length === call.attempt, `the intent of ${what} was not on disk when it left`);
    if (call.call.action !== 'poll') this.sameBody(call, what);
    if (undo && state.phase !== 'undoing') this.revertAloneLeaves(call, state, what);
    else if (undo) this.revertLeaves(call, what);
    else this.callLeaves(call, state.run, what);
    this.inFlight.add(call);
    return () => void this.inFlight.delete(call);
  }

  /** The journal knows that the effect of this revert's call is there: a response that says otherwise is wrong. */
  mustFind({ undo, call, unit }: CallEffect): boolean {
    const known = this.state?.steps[unit.step]?.tasks[unit.task]?.units.at(unit.unit);
    return undo && call.action === 'revert' && known?.effect === 'done' && known.undo?.call.unconfirmed === false;
  }

  /** Whether a service without a ledger may still have a request of ours before it. */
  get exposed(): boolean {
    return [...this.inFlight].some(({ target }) => target.name !== 'ledger');
  }

  crashed(): void {
    this.inFlight.clear();
    this.waits.restart();
  }

  private sameBody({ body, requestId, call, target }: CallEffect, what: string): void {
    if (call.action === 'read') {
      const asked = isCommandMessage(body) ? body.metadata?.requestId : undefined;
      promise(asked !== undefined && asked !== requestId, `${what} asks under the id of what it asks about`);
      return;
    }
    if (isCommandMessage(body)) {
      const { settles, executed, ...metadata } = body.metadata ?? {};
      promise(executed === undefined || call.action === 'revert', `${what} tells the response, and reverts nothing`);
      promise(call.settles === (settles === true), `${what} does not say whether it settles`);
      promise(metadata.requestId === requestId, `${what} carries another id in its body`);
      promise(body.command !== 'create' || Boolean(body.id), `${what} creates without an id`);
      body = { ...body, metadata };
    } else {
      promise(isJsonObject(body) && body.requestId === requestId, `${what} carries another id in its body`);
    }
    const text = `${target.name} ${JSON.stringify(body)}`;
    promise((this.bodies.get(requestId) ?? text) === text, `${what} has another body or service than before`);
    this.bodies.set(requestId, text);
  }

  private callLeaves(call: CallEffect, run: number, what: string): void {
    promise(this.pass.length === 0, `${what} started after the first revert`);
    this.onceOnly(`${run} ${attemptOf(call)}`, call, what);
  }

  private onceOnly(attempt: string, { attempt: number }: CallEffect, what: string): void {
    promise(!this.left.has(attempt), `attempt ${number} of ${what} left twice`);
    this.left.add(attempt);
  }

  /**
   * A task that failed is undone while the others of its step go on; in a sequential step there are none. The job may stop
   * once the intent is on disk.
   */
  private revertAloneLeaves(call: CallEffect, state: JobState, what: string): void {
    const { planned, unit } = unitAt(state, call.unit);
    const wanted = planned.orElse !== null || planned.onFailure === 'continue';
    promise(unit.phase === 'failed' && wanted, `${what} left, and nothing asks for it`);
    this.onceOnly(`${state.run} undo ${attemptOf(call)}`, call, what);
    const { sequential = false } = state.plan.steps[call.unit.step] ?? {};
    const others = [...this.inFlight].filter((other) => other.unit.task !== call.unit.task && isAwaited(other, state));
    promise(!sequential || others.length === 0, `${what} left while another task of its step was in flight`);
  }

  private revertLeaves(call: CallEffect, what: string): void {
    const state = this.state;
    promise(state?.phase === 'undoing', `${what} left while the job was ${state?.phase}`);
    promise(!isCommandMessage(call.body) || !SAFE.has(call.body.command), `${what} reverts what is safe`);
    const twice = this.pass.some((other) => attemptOf(other) === attemptOf(call));
    promise(!twice, `attempt ${call.attempt} of ${what} left twice`);
    for (const other of this.inFlight) this.besides(other, call, state, what);
    const last = this.pass.at(-1);
    if (last) this.after(last, call, state, what);
    this.pass.push(call);
  }

  /** What may still be under way when a revert leaves. */
  private besides(other: CallEffect, call: CallEffect, state: JobState, what: string): void {
    const { step, task, unit } = other.unit;
    const known = state.steps[step]?.tasks[task]?.units.at(unit);
    if (!other.undo) {
      promise(known?.phase !== 'calling', `${what} left while ${other.requestId} was in flight`);
      return;
    }
    // Calls that were under way when the job was killed are declared lost at the next action on it.
    if (known?.undo?.call.attempts[other.attempt - 1]?.endedAt !== null) return;
    promise(step <= call.unit.step, `${what} left before the reverts of step ${step} were acknowledged`);
    const serial = state.plan.steps[step]?.sequential === true && step === call.unit.step;
    promise(!serial, `${what} left before the revert of ${other.requestId} was acknowledged`);
  }

  private after(last: CallEffect, call: CallEffect, state: JobState, what: string): void {
    promise(call.unit.step <= last.unit.step, `${what} left after reverts of an earlier step`);
    if (last.unit.step !== call.unit.step || !state.plan.steps[call.unit.step]?.sequential) return;
    promise(order(call) <= order(last), `${what} left after ${last.requestId}, which ran before it`);
  }
}

/** A revert that is lost is sent again in the undo that begins with the action on the killed job. */
function tellsWhatIsLost(event: RecordedEvent): boolean {
  return ['attempt-ended', 'unit-failed'].includes(event.type) || (event.type === 'call-waiting' && event.undo);
}

/** Requests that were under way when their job was killed are in flight, and not awaited. */
function isAwaited({ unit, undo, attempt }: CallEffect, state: JobState): boolean {
  const known = state.steps[unit.step]?.tasks[unit.task]?.units.at(unit.unit);
  const call = undo ? known?.undo?.call : known?.call;
  return call?.attempts[attempt - 1]?.endedAt === null;
}

function attemptOf({ unit: { step, task, unit }, requestId, attempt }: CallEffect): string {
  return `${step}/${task}/${unit} ${requestId} ${attempt}`;
}

function order({ unit }: CallEffect): number {
  return unit.task * 1000 + unit.unit;
}
