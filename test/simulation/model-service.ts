import type { Target } from '../../libs/orchestration/src/core/state';

/**
 * The services of the model. `ledger` keeps the protocol's promises of repeat and revert. The others were written
 * without one (protocol, section 2): `older` has no repeat, `noop` one that does nothing, `redo` one that does it once.
 */
export type ServiceKind = 'ledger' | 'older' | 'noop' | 'redo';
export const SERVICE_KINDS: readonly ServiceKind[] = ['ledger', 'older', 'noop', 'redo'];

export interface Reply {
  readonly status: number;
  readonly value: unknown;
}

/** Commands that these services' forms call safe, or idempotent. */
export const SAFE = new Set(['read', 'peek']);
export const IDEMPOTENT = new Set(['set']);

export class ModelService {
  /** How often the effect of a request id is there. */
  readonly effects = new Map<string, number>();
  private readonly reverted = new Set<string>();

  constructor(readonly kind: ServiceKind) {}

  effectOf(requestId: string): number {
    return this.effects.get(requestId) ?? 0;
  }

  perform(action: 'execute' | 'repeat' | 'revert', requestId: string, command: string | null): Reply {
    if (command !== null && SAFE.has(command)) return { status: 200, value: { result: 'seen' } };
    if (action === 'revert') return this.revert(requestId);
    return this.kind === 'ledger' ? this.once(requestId) : this.plainly(action, requestId, command);
  }

  private once(requestId: string): Reply {
    if (this.reverted.has(requestId)) return { status: 409, value: { code: 'reverted' } };
    if (this.effectOf(requestId) === 0) this.effects.set(requestId, 1);
    return done(requestId);
  }

  private plainly(action: 'execute' | 'repeat', requestId: string, command: string | null): Reply {
    if (action === 'repeat' && this.kind === 'older') return { status: 404, value: {} };
    if (action === 'repeat' && this.kind === 'noop') return { status: 200, value: { status: 'noop: not implemented' } };
    const idempotent = action === 'repeat' || (command !== null && IDEMPOTENT.has(command));
    this.effects.set(requestId, idempotent ? 1 : this.effectOf(requestId) + 1);
    return done(requestId);
  }

  private revert(requestId: string): Reply {
    const was = this.effectOf(requestId);
    this.effects.delete(requestId);
    this.reverted.add(requestId);
    if (was > 0) return { status: 200, value: { status: 'reverted' } };
    return this.kind === 'ledger' ? { status: 200, value: { status: 'noop' } } : { status: 404, value: {} };
  }
}

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
  };
}
