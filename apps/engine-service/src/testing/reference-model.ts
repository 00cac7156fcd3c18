import type { Reply } from './running-engine';

export interface Message {
  command: 'create' | 'update' | 'delete';
  id: string;
  payload: Record<string, unknown>;
}

export interface Step {
  /** Which of the messages; its number is also its request id. */
  request: number;
  action: 'execute' | 'repeat' | 'settle' | 'revert';
}

type Fields = Record<string, unknown>;
interface Outcome {
  status: number;
  result?: unknown;
  undo: () => number;
}

const REVERTED = { status: 200, body: { status: 'reverted' } };
const NOOP = { status: 200, body: { status: 'noop' } };

/** What the protocol says a service does with requests that carry ids, as short as it can be said. */
export class ReferenceModel {
  private readonly records = new Map<string, Fields>();
  private readonly executed = new Map<number, { answer: Reply; undo: () => number }>();
  private readonly reverted = new Map<number, Reply>();

  step({ request, action }: Step, message: Message): Partial<Reply> {
    return action === 'revert' ? this.revert(request) : this.run(request, message, action === 'repeat');
  }

  record(id: string): Fields | undefined {
    return this.records.has(id) ? { id, ...this.records.get(id) } : undefined;
  }

  private run(request: number, message: Message, upsert: boolean): Partial<Reply> {
    if (this.reverted.has(request)) return { status: 409 };
    const known = this.executed.get(request);
    if (known) return known.answer;
    const { status, result, undo } = this[message.command](message, upsert);
    if (status >= 400) return { status };
    const answer = { status, body: status === 204 ? undefined : { result } };
    this.executed.set(request, { answer, undo });
    return answer;
  }

  private revert(request: number): Partial<Reply> {
    const before = this.reverted.get(request);
    if (before) return before;
    const status = this.executed.get(request)?.undo() ?? 200;
    if (status >= 400) return { status };
    const answer = this.executed.has(request) ? REVERTED : NOOP;
    this.reverted.set(request, answer);
    return answer;
  }

  private create({ id, payload }: Message, upsert: boolean): Outcome {
    if (this.records.has(id) && !upsert) return refuse(409);
    return this.set(id, payload, 201);
  }

  private update({ id, payload }: Message, upsert: boolean): Outcome {
    if (!this.records.has(id) && !upsert) return refuse(404);
    return this.set(id, { ...this.records.get(id), ...payload }, 200);
  }

  private delete({ id }: Message, upsert: boolean): Outcome {
    const before = this.records.get(id);
    if (!before) return upsert ? { status: 204, undo: () => 200 } : refuse(404);
    this.records.delete(id);
    const putBack = () => {
      const now = this.records.get(id);
      if (now && JSON.stringify(sorted(now)) !== JSON.stringify(sorted(before))) return 409;
      this.records.set(id, before);
      return 200;
    };
    return { status: 204, undo: putBack };
  }

  private set(id: string, fields: Fields, status: number): Outcome {
    const before = this.records.get(id);
    this.records.set(id, fields);
    const undo = before ? () => this.restore(id, before, fields) : () => this.forget(id);
    return { status, result: { id, ...fields }, undo };
  }

  private forget(id: string): number {
    this.records.delete(id);
    return 200;
  }

  private restore(id: string, before: Fields, after: Fields): number {
    if (!this.records.has(id)) return 200;
    const now = { ...this.records.get(id) };
    for (const name of Object.keys({ ...before, ...after })) {
      if (before[name] === after[name]) continue;
      if (name in before) now[name] = before[name];
      else delete now[name];
    }
    this.records.set(id, now);
    return 200;
  }
}

function refuse(status: number): Outcome {
  return { status, undo: () => 200 };
}

function sorted(fields: Fields): [string, unknown][] {
  return Object.entries(fields).sort(([a], [b]) => a.localeCompare(b));
}
