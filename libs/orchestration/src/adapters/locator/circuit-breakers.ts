import { backoffMs } from '#contract/pure';
import type { ServiceResponse, ResponseBody } from '../../core/model/service-response';

export interface CircuitLimits {
  /** Failures in a row that open a circuit. */
  readonly failures: number;
  /** How long it stays open the first time; twice as long every time a trial fails. Milliseconds. */
  readonly openMs: number;
}

interface Circuit {
  failures: number;
  /** How often it opened since it was last closed. */
  opened: number;
  until: number;
  /** One call was let through, and its response is awaited. */
  trial: boolean;
}

const LONGEST_OPEN_MS = 60_000;
const CLOSED = -Infinity;
const UNUSABLE: ReadonlySet<ResponseBody['kind']> = new Set(['refused', 'broken']);

/**
 * Keeps new work away from instances that fail repeatedly; after a pause one call tries again. Calls that settle an
 * outcome or undo an effect are never held back: their retry budget must not run out on an open circuit.
 */
export class CircuitBreakers {
  private readonly circuits = new Map<string, Circuit>();

  constructor(
    private readonly limits: CircuitLimits,
    private readonly now: () => number,
  ) {}

  /** Until when the instance gets no new work, in milliseconds since the epoch; null if it may get some. */
  openUntil(registryId: string): number | null {
    const until = this.circuits.get(registryId)?.until ?? CLOSED;
    return until > this.now() ? until : null;
  }

  /** New work goes to the instance. If its circuit was open, this is the trial, and other work waits for its outcome. */
  chosen(registryId: string): void {
    const circuit = this.circuits.get(registryId);
    if (!circuit || circuit.until === CLOSED) return;
    circuit.trial = true;
    circuit.until = this.now() + this.pause(circuit);
  }

  /** What came of any call: its success closes the circuit. */
  record(registryId: string, response: ServiceResponse): void {
    if (response.kind === 'not-sent' && (response.refusal || response.untried)) return;
    if (!isFailure(response)) return void this.circuits.delete(registryId);
    const circuit = this.circuits.get(registryId) ?? { failures: 0, opened: 0, until: CLOSED, trial: false };
    this.circuits.set(registryId, circuit);
    circuit.failures += 1;
    const isOpen = circuit.until > this.now() && !circuit.trial;
    if (circuit.failures < this.limits.failures || isOpen) return;
    circuit.opened += 1;
    circuit.trial = false;
    circuit.until = this.now() + this.pause(circuit);
  }

  private pause({ opened }: Circuit): number {
    return backoffMs(opened, { firstMs: this.limits.openMs, longestMs: LONGEST_OPEN_MS });
  }
}

/** A refusal (4xx) is the response of a healthy service; one that is too large, too deep or not JSON is not. */
function isFailure(response: ServiceResponse): boolean {
  if (response.kind !== 'responded' || UNUSABLE.has(response.body.kind)) return true;
  return response.status >= 500 && response.status !== 501;
}
