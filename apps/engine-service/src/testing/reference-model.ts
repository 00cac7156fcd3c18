import type { EngineResponse } from './running-engine';

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
  /** Undefined if there was nothing to change. */
  undo?: () => void;
}
interface Executed {
  response: EngineResponse;
  id: string;
  undo?: () => void;
  /** The request that had changed the record before this one. */
  before: number | undefined;
}

const REVERTED = { status: 200, body: { status: 'reverted' } };
const CHANGED_SINCE = {
  status: 409,
  body: expect.objectContaining({ code: 'changed-since' }) as EngineResponse['body'],
};
const NOOP = { status: 200, body: { status: 'noop' } };

/** The protocol's rules for requests with ids, as short as they can be written. */
export class ReferenceModel {
  private readonly records = new Map<string, Fields>();
  private readonly executed = new Map<number, Executed>();
  /** Record → the request that changed it last and has not been undone. */
  private readonly changedBy = new Map<string, number | undefined>();
  private readonly reverted = new Map<number, EngineResponse>();

  step({ request, action }: Step, message: Message): Partial<EngineResponse> {
    return action === 'revert' ? this.revert(request) : this.run(request, message, action === 'repeat');
  }

  record(id: string): Fields | undefined {
    return this.records.has(id) ? { id, ...this.records.get(id) } : undefined;
  }

  private run(request: number, message: Message, upsert: boolean): Partial<EngineResponse> {
    if (this.reverted.has(request)) return { status: 409 };
    const known = this.executed.get(request);
    if (known) return known.response;
    const { status, result, undo } = this[message.command](message, upsert);
    if (status >= 400) return { status };
    const response = { status, body: status === 204 ? undefined : { result } };
    const { id } = message;
    this.executed.set(request, { response, id, undo, before: this.changedBy.get(id) });
    if (undo) this.changedBy.set(id, request);
    return response;
  }

  private revert(request: number): Partial<EngineResponse> {
    const before = this.reverted.get(request);
    if (before) return before;
    const known = this.executed.get(request);
    if (known?.undo) {
      if (this.changedBy.get(known.id) !== request) return CHANGED_SINCE;
      known.undo();
      this.changedBy.set(known.id, known.before);
    }
    const response = known ? REVERTED : NOOP;
    this.reverted.set(request, response);
    return response;
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
    if (!before) return upsert ? { status: 204 } : refuse(404);
    this.records.delete(id);
    return { status: 204, undo: () => this.records.set(id, before) };
  }

  private set(id: string, fields: Fields, status: number): Outcome {
    const before = this.records.get(id);
    this.records.set(id, fields);
    const undo = () => (before ? this.records.set(id, before) : this.records.delete(id));
    return { status, result: { id, ...fields }, undo };
  }
}

function refuse(status: number): Outcome {
  return { status };
}
