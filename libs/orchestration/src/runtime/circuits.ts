import type { Answer, AnswerBody } from '../core/task/answer';

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
  /** One call was let through, and its answer is awaited. */
  trial: boolean;
}

const LONGEST_OPEN_MS = 60_000;
const CLOSED = -Infinity;
const UNUSABLE: ReadonlySet<AnswerBody['kind']> = new Set(['refused', 'broken']);

/**
 * Instances that fail again and again: new work keeps away from them for a while, then one call tries. What settles an
 * outcome or undoes an effect is never held back: it has a budget of its own, and an open circuit must not use it up.
 */
export class Circuits {
  private readonly circuits = new Map<string, Circuit>();

  constructor(
    private readonly limits: CircuitLimits,
    private readonly now: () => number,
  ) {}

  /** Until when new work keeps away, in milliseconds since the epoch; null when it may come. */
  openUntil(registryId: string): number | null {
    const until = this.circuits.get(registryId)?.until ?? CLOSED;
    return until > this.now() ? until : null;
  }

  /** New work goes there. Where a circuit was open, it is the trial: others wait for what becomes of it. */
  chosen(registryId: string): void {
    const circuit = this.circuits.get(registryId);
    if (!circuit || circuit.until === CLOSED) return;
    circuit.trial = true;
    circuit.until = this.now() + this.pause(circuit);
  }

  /** What came of any call: its success closes the circuit. */
  heard(registryId: string, answer: Answer): void {
    if (answer.kind === 'not-sent' && (answer.refusal || answer.untried)) return;
    if (!isFailure(answer)) return void this.circuits.delete(registryId);
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
    return Math.min(this.limits.openMs * 2 ** Math.max(0, opened - 1), LONGEST_OPEN_MS);
  }
}

/** A refusal (4xx) is an answer of somebody who is well; one that is too large, too deep or no JSON at all is not. */
function isFailure(answer: Answer): boolean {
  if (answer.kind !== 'answered' || UNUSABLE.has(answer.body.kind)) return true;
  return answer.status >= 500 && answer.status !== 501;
}
