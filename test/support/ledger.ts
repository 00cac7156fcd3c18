/** What a service is asked for, as far as its effects are concerned. */
export interface Order {
  readonly verb: string;
  readonly body: Record<string, unknown>;
  readonly requestId: string;
}

export interface Outcome {
  readonly status: number;
  readonly body: unknown;
}

/** What a service has done. An effect has a key: what the caller wanted done once, whatever ids it sent. */
export interface Ledger {
  apply(order: Order): Outcome;
  /** How often what the key stands for is done now, and not undone. */
  net(key: string): number;
  /** The keys that were ever done twice at the same time. */
  readonly doubled: ReadonlySet<string>;
}

/** `key` in a plain input or in the payload of a command message; else the id of the resource. */
function keyOf({ body }: Order): string {
  const payload = (body.payload ?? {}) as Record<string, unknown>;
  const key = body.key ?? payload.key ?? body.id;
  return typeof key === 'string' || typeof key === 'number' ? String(key) : 'it';
}

interface Entry {
  readonly key: string;
  readonly response: Outcome;
  undone: boolean;
}

/** Knows every request id, as the contract asks of a service. */
export class ModernLedger implements Ledger {
  readonly doubled = new Set<string>();
  private readonly entries = new Map<string, Entry>();
  private readonly nets = new Map<string, number>();

  /** @param earlier what it has done before */
  constructor(earlier: readonly (Entry & { readonly requestId: string })[] = []) {
    for (const { requestId, ...entry } of earlier) {
      this.entries.set(requestId, entry);
      this.count(entry.key, entry.undone ? 0 : 1);
    }
  }

  apply(order: Order): Outcome {
    const { verb, requestId } = order;
    const known = this.entries.get(requestId);
    if (verb === 'revert') return this.revert(requestId, order);
    if (known?.undone) return { status: 409, body: { code: 'reverted', error: 'this request was reverted' } };
    if (known) return known.response;
    const key = keyOf(order);
    const response = { status: 200, body: { result: { key, id: order.body.id ?? requestId } } };
    this.entries.set(requestId, { key, response, undone: false });
    this.count(key, 1);
    return response;
  }

  net(key: string): number {
    return this.nets.get(key) ?? 0;
  }

  private revert(requestId: string, order: Order): Outcome {
    const known = this.entries.get(requestId);
    if (!known || known.undone) {
      this.entries.set(requestId, { key: keyOf(order), response: { status: 200, body: {} }, undone: true });
      return { status: 200, body: { status: 'noop' } };
    }
    known.undone = true;
    this.count(known.key, -1);
    return { status: 200, body: { status: 'reverted' } };
  }

  private count(key: string, by: number): void {
    const net = this.net(key) + by;
    this.nets.set(key, net);
    if (net > 1) this.doubled.add(key);
  }
}

/** Written before ledgers: executes whatever comes, and forgets what it deleted. */
export class OlderLedger implements Ledger {
  readonly doubled = new Set<string>();
  private readonly done: { requestId: string; key: string }[] = [];

  /** @param earlier what it has done before */
  constructor(earlier: readonly { requestId: string; key: string }[] = []) {
    this.done.push(...earlier);
  }

  apply(order: Order): Outcome {
    const { verb, requestId } = order;
    const key = keyOf(order);
    const known = this.done.findIndex((entry) => entry.requestId === requestId);
    if (verb === 'revert') {
      if (known < 0) return { status: 404, body: { error: 'nothing to revert' } };
      this.done.splice(known, 1);
      return { status: 200, body: { status: 'reverted' } };
    }
    if (verb === 'execute' || known < 0) this.done.push({ requestId, key });
    if (this.net(key) > 1) this.doubled.add(key);
    return { status: 200, body: { result: key } };
  }

  net(key: string): number {
    return this.done.filter((entry) => entry.key === key).length;
  }
}
