import type { Action } from '#contract';
import type { JsonObject } from '#contract/pure';
import { type PlannedTask, type Selector } from '../plan/plan';
import { type Write } from './state-write';
import { type NextCall, type Target, type UnitRef } from './unit-state';

/**
 * Everything the core can request; the set is closed. The `key` identifies an effect while it is pending, so that the
 * runtime starts it once. `durable` effects change the outside world, and wait until their events are on disk.
 */
export type Effect = ForwardEffect | UndoEffect | WakeEffect;

export type ForwardEffect = PrepareStateEffect | ReadStateEffect | WriteStateEffect | BindEffect | CallEffect;
export type UndoEffect = TakeBackStateEffect | BindEffect | CallEffect;

interface Keyed {
  readonly key: string;
  readonly durable: boolean;
}

export interface PrepareStateEffect extends Keyed {
  readonly kind: 'prepare-state';
  /** Milliseconds to keep trying while the document cannot be reached. */
  readonly retryForMs: number;
}

export interface ReadStateEffect extends Keyed {
  readonly kind: 'read-state';
  readonly step: number;
  readonly task: number | null;
  readonly retryForMs: number;
  /** Maximum age of a cached copy in milliseconds; 0: ask the owner of the document. */
  readonly maxAgeMs: number;
}

export interface WriteStateEffect extends Keyed {
  readonly kind: 'write-state';
  readonly step: number;
  readonly idempotencyKey: string;
  readonly etag: string | null;
  readonly writes: readonly Write[];
  readonly retryForMs: number;
}

/** Of a patch that takes writes back (RFC 6902). */
export interface PatchOperation {
  readonly op: 'remove' | 'replace';
  readonly path: string;
  readonly value?: unknown;
}

export interface TakeBackStateEffect extends Keyed {
  readonly kind: 'take-back-state';
  readonly step: number;
  readonly idempotencyKey: string;
  readonly etag: string | null;
  readonly operations: readonly PatchOperation[];
  readonly retryForMs: number;
}

/** Find an instance that offers the action. */
export interface BindEffect extends Keyed {
  readonly kind: 'bind';
  readonly unit: UnitRef;
  readonly undo: boolean;
  readonly action: Action;
  readonly selector: Selector;
  readonly command: string | null;
  /** What a service must have fields for, where the selector says what it does. */
  readonly terms: JsonObject | null;
  /** The instance that was called before: only it, or another of its service name. */
  readonly same: Target | null;
  /** Also an instance with an open circuit: an operator wants a retry now. */
  readonly ignoreCircuitBreaker: boolean;
  /** Until when to wait for one; null: look once. */
  readonly deadline: number | null;
  /** How long to look for an instance in all, in milliseconds; null as above. */
  readonly timeoutMs: number | null;
}

export interface CallEffect extends Keyed {
  readonly kind: 'call';
  readonly unit: UnitRef;
  readonly undo: boolean;
  readonly attempt: number;
  readonly call: NextCall;
  readonly target: Target;
  readonly requestId: string;
  readonly body: unknown;
  readonly headers: PlannedTask['headers'];
  readonly secrets: PlannedTask['secrets'];
  readonly timeoutMs: number;
}

/** Send a tick at this time (milliseconds since the epoch). */
export interface WakeEffect {
  readonly kind: 'wake';
  readonly at: number;
}
