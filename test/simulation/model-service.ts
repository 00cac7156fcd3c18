import { isCommandMessage } from '#contract/pure';
import type { Target } from '../../libs/orchestration/src/core/model/unit-state';

/**
 * The services of the model. `ledger` keeps the protocol's promises of repeat and revert, and says so. The others were
 * written without one (protocol, section 2): `older` has no repeat, `noop` one that does nothing, `redo` one that does it
 * once, `replay` one that returns the response to its last call, whichever that was; `stub` has a revert that does nothing.
 */
export type ServiceKind = 'ledger' | 'older' | 'noop' | 'redo' | 'replay' | 'stub';
export const SERVICE_KINDS: readonly ServiceKind[] = ['ledger', 'older', 'noop', 'redo', 'replay', 'stub'];

export interface Reply {
  readonly status: number;
  readonly value: unknown;
}

/** Commands that these services' forms call safe, or idempotent. */
export const SAFE = new Set(['read', 'peek']);
const IDEMPOTENT = new Set(['set']);
/** The id that authors give to what they create: the one record that may be there before the job. */
export const AUTHORS_ID = 'mine';
const OFFERS_READ: ReadonlySet<ServiceKind> = new Set<ServiceKind>(['redo', 'replay']);
const NOOP: Reply = { status: 200, value: { status: 'noop: not implemented' } };

export class ModelService {
  /** How often the effect of a request id is there. */
  readonly effects = new Map<string, number>();
  /** What was there before the job, and has been overwritten or removed since. */
  destroyed = false;
  private readonly reverted = new Set<string>();
  /** The creator of the record of the author's id; null: it existed before the job. */
  private owner: string | null | undefined;
  private last: Reply = { status: 500, value: {} };

  constructor(
    readonly kind: ServiceKind,
    hadRecord: boolean,
  ) {
    this.owner = hadRecord ? null : undefined;
  }

  effectOf(requestId: string): number {
    return this.effects.get(requestId) ?? 0;
  }

  perform(action: 'execute' | 'repeat' | 'revert', requestId: string, body: unknown): Reply {
    const command = isCommandMessage(body) ? body.command : null;
    const byId = command !== null && isCommandMessage(body) && body.id === AUTHORS_ID;
    if (command === 'read' && byId) return this.owner === undefined ? NOT_THERE : done('another owner');
    if (command !== null && SAFE.has(command)) return { status: 200, value: { result: 'seen' } };
    if (action === 'revert') return this.revert(requestId, byId);
    const reply = this.kind === 'ledger' ? this.once(requestId, byId) : this.plainly(action, requestId, command, byId);
    if (action === 'execute') this.last = reply;
    return reply;
  }

  private once(requestId: string, byId: boolean): Reply {
    if (this.reverted.has(requestId)) return { status: 409, value: { code: 'reverted' } };
    if (byId && this.owner === null) return { status: 409, value: { code: 'already-exists' } };
    if (this.effectOf(requestId) === 0) this.effects.set(requestId, 1);
    return done(requestId);
  }

  private plainly(action: 'execute' | 'repeat', requestId: string, command: string | null, byId: boolean): Reply {
    if (action === 'repeat' && this.kind === 'older') return NOT_THERE;
    if (action === 'repeat' && this.kind === 'noop') return NOOP;
    if (action === 'repeat' && this.kind === 'replay' && command === null) return this.last;
    if (byId) return this.create(action, requestId);
    const idempotent = action === 'repeat' || (command !== null && IDEMPOTENT.has(command));
    this.effects.set(requestId, idempotent ? 1 : this.effectOf(requestId) + 1);
    return done(requestId);
  }

  /** A repeat upserts: it overwrites whatever is there. */
  private create(action: 'execute' | 'repeat', requestId: string): Reply {
    if (this.owner !== undefined && action === 'execute') return { status: 409, value: { code: 'already-exists' } };
    this.take();
    this.owner = requestId;
    this.effects.set(requestId, 1);
    return done(requestId);
  }

  private revert(requestId: string, byId: boolean): Reply {
    if (this.kind === 'stub') return NOOP;
    if (byId && this.kind !== 'ledger') return this.take() ? REVERTED : NOT_THERE;
    const was = this.effectOf(requestId);
    this.effects.delete(requestId);
    this.reverted.add(requestId);
    if (was > 0) return REVERTED;
    return this.kind === 'ledger' ? NOOP : NOT_THERE;
  }

  /** The record of the author's id goes, whosever it is: without a ledger there is no telling. */
  private take(): boolean {
    const { owner } = this;
    if (owner === undefined) return false;
    if (owner === null) this.destroyed = true;
    else this.effects.delete(owner);
    this.owner = undefined;
    return true;
  }
}

const NOT_THERE: Reply = { status: 404, value: {} };
const REVERTED: Reply = { status: 200, value: { status: 'reverted' } };

function done(requestId: string): Reply {
  return { status: 201, value: { result: { of: requestId } } };
}

/** Instances of one name share what they know. */
export function targetOf(kind: ServiceKind, instance: number, command: string | null): Target {
  const url = `http://${kind}-${instance}`;
  return {
    registryId: `${kind}-${instance}`,
    name: kind,
    url,
    endpoints: {
      execute: `${url}/execute`,
      repeat: kind === 'older' ? null : `${url}/repeat`,
      revert: `${url}/revert`,
    },
    safe: command !== null && SAFE.has(command),
    idempotent: command !== null && IDEMPOTENT.has(command),
    ...(kind === 'ledger' && { requestIds: true, revertIsJson: true }),
    ...(OFFERS_READ.has(kind) && { offersRead: true }),
  };
}
