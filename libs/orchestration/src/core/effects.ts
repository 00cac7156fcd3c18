import { type Action, type PlannedTask, type Selector } from './plan/plan';
import { type PatchOperation } from './task/writes';
import { type NextCall, type Target, type UnitRef, type Write } from './state';

/**
 * Everything the core can ask for; the set is closed. The `key` names an effect for as long as it is pending, so that
 * the runtime starts it once. `durable` effects change the world, and wait until the journal is on disk.
 */
export type Effect = ForwardEffect | UndoEffect | Wake;

export type ForwardEffect = PrepareState | ReadState | WriteState | Bind | Call;
export type UndoEffect = TakeBackState | Bind | Call;

interface Keyed {
  readonly key: string;
  readonly durable: boolean;
}

export interface PrepareState extends Keyed {
  readonly kind: 'prepare-state';
  /** Milliseconds to keep trying while the document cannot be reached. */
  readonly patienceMs: number;
}

export interface ReadState extends Keyed {
  readonly kind: 'read-state';
  readonly step: number;
  readonly task: number | null;
  readonly patienceMs: number;
  /** How old a copy of the document may be that is taken for it; 0: whoever keeps it is asked. */
  readonly maxAgeMs: number;
}

export interface WriteState extends Keyed {
  readonly kind: 'write-state';
  readonly step: number;
  readonly idempotencyKey: string;
  readonly etag: string | null;
  readonly writes: readonly Write[];
  readonly patienceMs: number;
}

export interface TakeBackState extends Keyed {
  readonly kind: 'take-back-state';
  readonly step: number;
  readonly idempotencyKey: string;
  readonly etag: string | null;
  readonly operations: readonly PatchOperation[];
  readonly patienceMs: number;
}

/** Find an instance that offers the action. */
export interface Bind extends Keyed {
  readonly kind: 'bind';
  readonly unit: UnitRef;
  readonly undo: boolean;
  readonly action: Action;
  readonly selector: Selector;
  readonly command: string | null;
  /** The instance that was called before: it, or another of its service name, and nobody else. */
  readonly same: Target | null;
  /** Also an instance that is spared because it failed too often: an operator wants it tried. */
  readonly regardless: boolean;
  /** Until when to wait for one; null asks once. */
  readonly deadline: number | null;
}

export interface Call extends Keyed {
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

/** Ask again at this time (milliseconds since the epoch). */
export interface Wake {
  readonly kind: 'wake';
  readonly at: number;
}
