import type { CommandTraits } from '#contract/pure';
import type { BindEffect, CallEffect } from '../core/model/effects';
import type { Target } from '../core/model/unit-state';
import type { ServiceResponse } from '../core/model/service-response';

export const LOCATOR = Symbol('Locator');

export type LocatorQuery = Pick<BindEffect, 'action' | 'selector' | 'command' | 'same'> &
  Partial<Pick<BindEffect, 'ignoreCircuitBreaker' | 'terms'>>;

/** The call that an instance is reserved for: a unit makes one at a time in each direction. */
export interface ReservedCall extends Pick<CallEffect, 'unit' | 'undo'> {
  readonly jobId: string;
}

export type Located = Found | NotLocated;

export interface NotLocated {
  readonly reason: string;
  /** When to look again even if nothing changes; milliseconds since the epoch. */
  readonly again?: number;
  /** The registry has not been read since this process started. */
  readonly isBlind?: boolean;
}

export interface Found {
  readonly target: Target;
  /** What its forms promise of the command. */
  readonly traits: CommandTraits;
}

/** Finds an instance among those that are registered and healthy now. */
export interface Locator {
  /**
   * Returns a promise only if a service has to be asked. With `call`, the instance is reserved in the same turn, so that
   * the next query counts it as busy.
   */
  locate(query: LocatorQuery, call?: ReservedCall): Promise<Located> | Located;

  /** What came of a call: instances that fail repeatedly get no new work for a while. */
  record(registryId: string, response: ServiceResponse): void;

  release(call: ReservedCall): void;

  releaseJob(jobId: string): void;

  /** Resolves when it makes sense to look again, or when `signal` aborts. */
  changed(signal: AbortSignal): Promise<void>;
}
