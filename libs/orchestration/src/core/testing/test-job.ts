import { unitAt } from '../queries/units';
import { type JsonObject } from '#contract/pure';
import { type Command, type OperatorCommand } from '../model/commands';
import { type BindEffect, type CallEffect, type Effect } from '../model/effects';
import { type RecordedEvent } from '../model/events';
import { handle, replay } from '../handle';
import { pendingEffects } from '../pending-effects';
import { POLICY_DEFAULTS } from '../plan/defaults';
import { type JobState } from '../model/state';
import { type Target } from '../model/unit-state';
import { type ServiceResponse } from '../model/service-response';

export const JOB_ID = '01930000-0000-7000-8000-000000000001';
const BY = { by: 'ann', reason: 'she said so' };

/** A job for specs, driven command by command; `events` is what the journal would have. */
export class TestJob {
  readonly events: RecordedEvent[] = [];
  now = 1_000;

  private constructor() {
    // Made by `of`.
  }

  static of(
    document: JsonObject,
    { lenient = false, prepared = true, jobId = JOB_ID, defaults = POLICY_DEFAULTS } = {},
  ): TestJob {
    const job = new TestJob();
    const stateDoc = { address: 'http://state/state/1', owned: true };
    job.send({ type: 'submit', jobId, document, defaults, lenient, warnings: [], stateDoc });
    return prepared && job.state.phase === 'preparing' ? job.send({ type: 'state-prepared' }) : job;
  }

  get state(): JobState {
    const state = replay(this.events);
    if (state === null) throw new Error('the job has not begun');
    return state;
  }

  get effects(): Effect[] {
    return pendingEffects(this.state);
  }

  pending<K extends Effect['kind']>(kind: K): Extract<Effect, { kind: K }>[] {
    return this.effects.filter((effect): effect is Extract<Effect, { kind: K }> => effect.kind === kind);
  }

  send(command: Command): this {
    for (let next: Command | null = command; next !== null;) {
      const { events, more } = handle(this.events.length === 0 ? null : this.state, next, this.now);
      this.events.push(...events);
      next = more ? { type: 'tick' } : null;
    }
    return this;
  }

  wait(ms: number): this {
    this.now += ms;
    return this.send({ type: 'tick' });
  }

  request(
    type: Exclude<OperatorCommand['type'], 'continue' | 'rerun' | 'revert' | 'signal'>,
    by: { by: string | null; reason: string | null } = BY,
  ): this {
    return this.send({ type, ...by });
  }

  decideApproval(type: 'approve' | 'reject', step?: string, requestKey?: string): this {
    return this.send({
      type,
      ...BY,
      ...(step !== undefined && { step }),
      ...(requestKey !== undefined && { requestKey }),
    });
  }

  signal(name: string, body: unknown = null, key: { requestKey?: string; fingerprint?: string } = {}): this {
    return this.send({ type: 'signal', name, body, ...key, ...BY });
  }

  continue(...skip: string[]): this {
    return this.send({ type: 'continue', skip, ...BY });
  }

  rerun(from: string | null = null): this {
    return this.send({ type: 'rerun', from, ...BY });
  }

  revert(to: string | null = null): this {
    return this.send({ type: 'revert', to, ...BY });
  }

  /** Responds to every pending read of the state document. */
  readState(document: unknown, etag: string | null = '"1"'): this {
    for (const { step, task } of this.pending('read-state')) {
      this.send({ type: 'state-read', step, task, document, etag });
    }
    return this;
  }

  writeState(): this {
    for (const { step, idempotencyKey: key } of this.pending('write-state'))
      this.send({ type: 'state-written', step, key });
    return this;
  }

  takeBackState(): this {
    for (const { step, idempotencyKey: key } of this.pending('take-back-state'))
      this.send({ type: 'state-taken-back', step, key });
    return this;
  }

  /** Every pending bind finds an instance. */
  bind(change: Partial<Target> = {}): this {
    for (const { unit, undo, same } of this.pending('bind')) {
      this.send({ type: 'bound', ...unit, undo, target: same ?? { ...TARGET, ...change } });
    }
    return this;
  }

  /** Every call in flight gets this response. */
  respond(response: ServiceResponse | number = 200): this {
    const given = typeof response === 'number' ? responded(response) : response;
    for (const call of this.pending('call')) this.send(responseTo(call, given));
    return this;
  }

  /** Binds and responds, once. */
  call(response: ServiceResponse | number = 200): this {
    return this.bind().respond(response);
  }

  unit(step = 0, task = 0, unit = 0) {
    return unitAt(this.state, { step, task, unit }).unit;
  }
}

export function responseTo({ unit, undo, attempt, requestId }: CallEffect, response: ServiceResponse): Command {
  return { type: 'responded', ...unit, requestId, undo, attempt, response };
}

export const TARGET: Target = {
  registryId: 'r1',
  name: 'todo-service',
  url: 'http://todo',
  endpoints: { execute: 'http://todo/execute', repeat: 'http://todo/repeat', revert: 'http://todo/revert' },
  safe: false,
  idempotent: false,
};
/** It keeps a ledger of request ids, and says so. */
export const LEDGER: Partial<Target> = { requestIds: true };
export const WITHOUT_REPEAT: Partial<Target> = { endpoints: { ...TARGET.endpoints, repeat: null } };

export const NOT_SENT: ServiceResponse = { kind: 'not-sent', message: 'connection refused' };
export const NO_RESPONSE: ServiceResponse = { kind: 'no-response', message: 'time-out' };

export function responded(
  status: number,
  value: unknown = {},
  more: { retryAfterMs?: number; location?: string; bytes?: number } = {},
): ServiceResponse {
  return { kind: 'responded', status, body: { kind: 'json', value }, bytes: 2, ...more };
}

/** A job of steps; each a list of tasks, or a whole step. */
export function jobOf(...steps: (object | object[])[]): JsonObject {
  return { steps: steps.map((step) => (Array.isArray(step) ? { tasks: step } : step)) };
}

export const createTask = { tag: 'todo', input: { command: 'create', resource: 'todo' } };
export const listTask = { tag: 'todo', input: { command: 'list', resource: 'todo' } };

export function actionOf(effect: BindEffect | CallEffect): string {
  return effect.kind === 'bind' ? effect.action : effect.call.action;
}
