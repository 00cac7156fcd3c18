import { type JsonObject } from '#contract/pure';
import { type Command, type OperatorCommand } from '../commands';
import { type Bind, type Call, type Effect } from '../effects';
import { type RecordedEvent } from '../events';
import { handle, replay } from '../handle';
import { pendingEffects } from '../pending-effects';
import { POLICY_DEFAULTS } from '../plan/defaults';
import { type JobState, type Target } from '../state';
import { type Answer } from '../task/answer';

export const JOB_ID = '01930000-0000-7000-8000-000000000001';
const BY = { by: 'ann', reason: 'she said so' };

/** A job's life so far, told command by command; `events` is what the journal would hold. */
export class Story {
  readonly events: RecordedEvent[] = [];
  now = 1_000;

  private constructor() {
    // Made by `of`.
  }

  static of(
    document: JsonObject,
    { lenient = false, prepared = true, jobId = JOB_ID, defaults = POLICY_DEFAULTS } = {},
  ): Story {
    const story = new Story();
    const stateDoc = { address: 'http://state/state/1', owned: true };
    story.tell({ type: 'submit', jobId, document, defaults, lenient, warnings: [], stateDoc });
    return prepared && story.state.phase === 'preparing' ? story.tell({ type: 'state-prepared' }) : story;
  }

  get state(): JobState {
    const state = replay(this.events);
    if (state === null) throw new Error('the story has not begun');
    return state;
  }

  get effects(): Effect[] {
    return pendingEffects(this.state);
  }

  pending<K extends Effect['kind']>(kind: K): Extract<Effect, { kind: K }>[] {
    return this.effects.filter((effect): effect is Extract<Effect, { kind: K }> => effect.kind === kind);
  }

  tell(command: Command): this {
    this.events.push(...handle(this.events.length === 0 ? null : this.state, command, this.now).events);
    return this;
  }

  wait(ms: number): this {
    this.now += ms;
    return this.tell({ type: 'tick' });
  }

  ask(
    type: Exclude<OperatorCommand['type'], 'continue' | 'rerun' | 'revert'>,
    by: { by: string | null; reason: string | null } = BY,
  ): this {
    return this.tell({ type, ...by });
  }

  answerGate(type: 'approve' | 'reject', step?: string, requestKey?: string): this {
    return this.tell({
      type,
      ...BY,
      ...(step !== undefined && { step }),
      ...(requestKey !== undefined && { requestKey }),
    });
  }

  goOn(...skip: string[]): this {
    return this.tell({ type: 'continue', skip, ...BY });
  }

  rerun(from: string | null = null): this {
    return this.tell({ type: 'rerun', from, ...BY });
  }

  revert(to: string | null = null): this {
    return this.tell({ type: 'revert', to, ...BY });
  }

  /** The state document is read, as often as it is wanted now. */
  read(document: unknown, etag: string | null = '"1"'): this {
    for (const { step, task } of this.pending('read-state')) {
      this.tell({ type: 'state-read', step, task, document, etag });
    }
    return this;
  }

  written(): this {
    for (const { step, idempotencyKey: key } of this.pending('write-state'))
      this.tell({ type: 'state-written', step, key });
    return this;
  }

  takenBack(): this {
    for (const { step, idempotencyKey: key } of this.pending('take-back-state'))
      this.tell({ type: 'state-taken-back', step, key });
    return this;
  }

  /** Everybody who is looked for is found. */
  bind(change: Partial<Target> = {}): this {
    for (const { unit, undo, same } of this.pending('bind')) {
      this.tell({ type: 'bound', ...unit, undo, target: same ?? { ...TARGET, ...change } });
    }
    return this;
  }

  /** Every call in flight is answered alike. */
  answer(answer: Answer | number = 200): this {
    const given = typeof answer === 'number' ? answered(answer) : answer;
    for (const call of this.pending('call')) this.tell(answerTo(call, given));
    return this;
  }

  /** Bound and answered, once. */
  call(answer: Answer | number = 200): this {
    return this.bind().answer(answer);
  }

  unit(step = 0, task = 0, unit = 0) {
    const found = this.state.steps[step]?.tasks[task]?.units[unit];
    if (!found) throw new Error(`no unit ${step}/${task}/${unit}`);
    return found;
  }
}

export function answerTo({ unit, undo, attempt, requestId }: Call, answer: Answer): Command {
  return { type: 'answered', ...unit, requestId, undo, attempt, answer };
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

export const NOT_SENT: Answer = { kind: 'not-sent', message: 'connection refused' };
export const UNANSWERED: Answer = { kind: 'unanswered', message: 'time-out' };

export function answered(
  status: number,
  value: unknown = {},
  more: { retryAfterMs?: number; location?: string; bytes?: number } = {},
): Answer {
  return { kind: 'answered', status, body: { kind: 'json', value }, bytes: 2, ...more };
}

/** A job of steps; each a list of tasks, or a whole step. */
export function jobOf(...steps: (object | object[])[]): JsonObject {
  return { steps: steps.map((step) => (Array.isArray(step) ? { tasks: step } : step)) };
}

export const create = { tag: 'todo', input: { command: 'create', resource: 'todo' } };
export const list = { tag: 'todo', input: { command: 'list', resource: 'todo' } };

export function actionOf(effect: Bind | Call): string {
  return effect.kind === 'bind' ? effect.action : effect.call.action;
}
