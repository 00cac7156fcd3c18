import { Inject, Injectable } from '@nestjs/common';
import { parsingResponse } from '#contract';
import { isJsonObject, type JsonObject, mergeMembers, withoutMember } from '#contract/pure';
import { OutboundHttp, type OutboundRequest, readInTurns, ServiceToken } from '#platform';
import type { StatePlan } from '../../core/plan/plan';
import type { Write } from '../../core/model/state-write';
import { type PatchOperation } from '../../core/model/effects';
import { writeOperation } from '../../core/task/writes';
import {
  type DocumentPrincipal,
  MISSING,
  type StateClient,
  type StateSnapshot,
  StateRefused,
  StateUnreachable,
  type WriteOutcome,
} from '../../ports/state-client.port';
import { OrchestrationConfig } from '../../orchestration.config';
import { type Clock, CLOCK } from '../../ports/clock.port';
import { type Secrets, SECRETS } from '../../ports/secrets.port';
import { redactJson } from '../secrets/redact-response';
import { DocumentCache } from './document-cache';
import { putSingly, type SingleOperation, takeBackSingly } from './single-operations';
import { StateAddresses } from './state-addresses';

const TIMEOUT_MS = 10_000;
/** Statuses worth a retry; every other 4xx is final. */
const TRANSIENT: ReadonlySet<number> = new Set([408, 425, 429]);
const CONFLICT: WriteOutcome = { kind: 'conflict' };
const WRITTEN: WriteOutcome = { kind: 'written' };

type Headers = Record<string, string>;

/** A document, and the principal for which it is used. */
interface Place {
  readonly address: string;
  readonly forWhom: DocumentPrincipal;
}

interface StateResponse {
  /** The order number of the request. */
  readonly asked: number;
  readonly status: number;
  readonly etag: string | null;
  readonly body: unknown;
  readonly text: string;
}

/** State documents over HTTP: read conditionally, written in one atomic patch. */
@Injectable()
export class HttpStateClient implements StateClient {
  private readonly cache = new DocumentCache();

  constructor(
    private readonly http: OutboundHttp,
    private readonly addresses: StateAddresses,
    @Inject(OrchestrationConfig) private readonly config: Pick<OrchestrationConfig, 'JOB_MAX_STATE_BYTES'>,
    @Inject(ServiceToken) private readonly token: Pick<ServiceToken, 'headersFor'>,
    @Inject(SECRETS) private readonly secrets: Secrets,
    @Inject(CLOCK) private readonly clock: Pick<Clock, 'now'>,
  ) {}

  addressFor(jobId: string, { address, initial }: StatePlan): string {
    if (address !== null) return address;
    return this.addresses.publicAddress(typeof initial.id === 'string' && initial.id !== '' ? initial.id : jobId);
  }

  async prepare(address: string, plan: StatePlan, key: string, forWhom: DocumentPrincipal): Promise<WriteOutcome> {
    const place = { address, forWhom };
    if (plan.address === null) return this.create(place, { ...plan.initial, ...plan.merge }, key);
    const { etag } = await this.read(address, 0, forWhom);
    const content = etag === MISSING ? { ...plan.initial, ...plan.merge } : plan.merge;
    if (content === null) return WRITTEN;
    return this.fill(place, content, key);
  }

  async read(address: string, maxAgeMs: number, forWhom: DocumentPrincipal): Promise<StateSnapshot> {
    const place = { address, forWhom };
    const known = this.cache.get(keyOf(place));
    if (known && this.clock.now() - known.seenAt <= maxAgeMs) return known;
    const headers: Headers = known ? { 'if-none-match': known.etag } : {};
    const response = await this.request('GET', place, headers);
    const { status, body, text } = response;
    if (status === 304 && known) return this.remember(place, known.document, { ...response, etag: known.etag });
    if (status === 404) return { document: {}, etag: MISSING };
    if (status === 200 && body === undefined)
      throw new StateUnreachable('the state document is no JSON this platform takes');
    if (status !== 200) throw new StateRefused(`the state document cannot be read: responded with ${status} ${text}`);
    return this.remember(place, body, response);
  }

  async write(
    address: string,
    writes: readonly Write[],
    etag: string | null,
    key: string,
    forWhom: DocumentPrincipal,
  ): Promise<WriteOutcome> {
    const puts = writes.map(writeOperation);
    if (!this.addresses.isOurs(address)) {
      const place = { address, forWhom };
      const certain = await this.certain(place, etag);
      return certain === CONFLICT ? CONFLICT : this.sendSingly(place, putSingly(puts, certain), etag, key);
    }
    const operations = puts.map((put) => ({ op: 'add', ...put }));
    const headers = { 'idempotency-key': key, ...conditionOf(etag) };
    return this.change('PATCH', { address, forWhom }, headers, operations);
  }

  async takeBack(
    address: string,
    operations: readonly PatchOperation[],
    etag: string | null,
    key: string,
    forWhom: DocumentPrincipal,
  ): Promise<WriteOutcome> {
    if (!this.addresses.isOurs(address)) return this.takeBackElsewhere({ address, forWhom }, operations, etag, key);
    const headers: Headers = {
      'content-type': 'application/json-patch+json',
      'idempotency-key': key,
      ...conditionOf(etag),
    };
    return this.change('PATCH', { address, forWhom }, headers, operations);
  }

  async delete(address: string, forWhom: DocumentPrincipal): Promise<void> {
    const place = { address, forWhom };
    this.cache.forget(keyOf(place));
    const { status } = await this.request('DELETE', place);
    if (status >= 400 && status !== 404)
      throw new StateUnreachable(`the state document stays: responded with ${status}`);
  }

  /** What others wrote may know no more than this. */
  private async takeBackElsewhere(
    place: Place,
    operations: readonly PatchOperation[],
    etag: string | null,
    key: string,
  ): Promise<WriteOutcome> {
    const certain = await this.certain(place, etag);
    if (certain === CONFLICT) return CONFLICT;
    const singles = takeBackSingly(operations, certain);
    if (singles) return this.sendSingly(place, singles, etag, key);
    // Without versions an index may belong to another item by now.
    if (etag === null) return { kind: 'refused', message: `${place.address} has no ETag: nothing is removed from it` };
    const headers: Headers = {
      'content-type': 'application/json-patch+json',
      'idempotency-key': key,
      ...conditionOf(etag),
    };
    return this.change('PATCH', place, headers, operations);
  }

  /** The document that a conditional write will find; undefined if no condition is possible. */
  private async certain({ address, forWhom }: Place, etag: string | null): Promise<unknown> {
    if (etag === null) return undefined;
    const cached = await this.read(address, Infinity, forWhom);
    const { document, etag: current } = cached.etag === etag ? cached : await this.read(address, 0, forWhom);
    return current === etag ? document : CONFLICT;
  }

  private async sendSingly(
    place: Place,
    operations: readonly SingleOperation[],
    etag: string | null,
    key: string,
  ): Promise<WriteOutcome> {
    const condition = operations.length === 1 ? conditionOf(etag) : {};
    for (const [n, operation] of operations.entries()) {
      const headers = { 'idempotency-key': n === 0 ? key : `${key}/${n}`, ...condition };
      const outcome = await this.change('PATCH', place, headers, operation);
      if (outcome.kind === 'refused' && n > 0) return { ...outcome, partly: true };
      if (outcome.kind !== 'written') return outcome;
    }
    return WRITTEN;
  }

  /** No other write uses this key: if it is known, this write was done before. */
  private async fill(place: Place, content: JsonObject, key: string): Promise<WriteOutcome> {
    const headers = { 'idempotency-key': key };
    const isOurs = this.addresses.isOurs(place.address);
    const outcome = isOurs
      ? await this.change('POST', place, headers, content)
      : await this.change('PATCH', place, headers, { op: 'merge', value: content });
    if (outcome.kind === 'refused' && outcome.code === 'idempotency-mismatch') return WRITTEN;
    const isUnknown = !isOurs && outcome.kind === 'refused' && (outcome.status === 404 || outcome.status === 405);
    return isUnknown ? this.change('POST', place, headers, content) : outcome;
  }

  private async create(place: Place, content: JsonObject, key: string): Promise<WriteOutcome> {
    const { collection, id } = this.addresses.split(place.address);
    const rest = withoutMember(content, 'id');
    const named = mergeMembers({ id }, rest);
    const response = await this.request('POST', { ...place, address: collection }, { 'idempotency-key': key }, named);
    if (response.status === 409) {
      const message = `a state document "${id}" exists already; name it as sharedStateURL to use it`;
      return { kind: 'refused', message };
    }
    if (response.status === 201) this.remember(place, redactJson(rest, this.secrets), response);
    return outcomeOf(response);
  }

  private async change(method: 'PATCH' | 'POST', place: Place, headers: Headers, body: unknown): Promise<WriteOutcome> {
    const response = await this.request(method, place, headers, body);
    const outcome = outcomeOf(response);
    const state = isJsonObject(response.body) ? response.body.state : undefined;
    if (outcome.kind === 'written' && response.etag !== null && isJsonObject(state) && isJsonObject(state.content)) {
      this.remember(place, state.content, response);
    } else {
      this.cache.forget(keyOf(place));
    }
    return outcome;
  }

  private remember(place: Place, document: unknown, { etag, asked }: StateResponse): StateSnapshot {
    if (etag !== null) this.cache.put(keyOf(place), { document, etag, seenAt: this.clock.now() }, asked);
    return { document, etag };
  }

  /** Credentials of job-control, and the principal it acts for; only for this platform's shared-state. */
  private proofFor(url: string, forWhom: DocumentPrincipal): Headers {
    const proof = this.token.headersFor(url);
    if (proof.authorization === undefined) return {};
    return { authorization: proof.authorization, ...(forWhom !== null && { 'on-behalf-of': forWhom }) };
  }

  private async request(
    method: OutboundRequest['method'],
    { address, forWhom }: Place,
    headers: Headers = {},
    body?: unknown,
  ): Promise<StateResponse> {
    const { to, url } = this.addresses.reachable(address);
    const asked = this.cache.nextTurn();
    const outcome = await this.http.send({
      method,
      to,
      url,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
        ...this.proofFor(url, forWhom),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      timeoutMs: TIMEOUT_MS,
      maxBytes: this.config.JOB_MAX_STATE_BYTES,
    });
    if (outcome.outcome === 'not-sent' && outcome.refused) throw new StateRefused(outcome.message);
    if (outcome.outcome !== 'responded') {
      throw new StateUnreachable(`shared-state does not respond at ${address}: ${outcome.message}`);
    }
    const { status } = outcome;
    if (status >= 500 || TRANSIENT.has(status)) {
      throw new StateUnreachable(`shared-state at ${address} responded with ${status}`);
    }
    return {
      asked,
      status,
      etag: strong(outcome.headers.etag),
      // A service may have stored a secret it was given: it must not get into the journal.
      body: redactJson(await readMessage(outcome.body), this.secrets),
      text: status < 300 ? '' : this.secrets.redact(outcome.body.toString('utf8')).slice(0, 300),
    };
  }
}

/** The write requires the document as it was read, or that it is still missing. */
function conditionOf(etag: string | null): Headers {
  if (etag === null) return {};
  return etag === MISSING ? { 'if-none-match': '*' } : { 'if-match': etag };
}

/** The cache key includes the principal: access is per principal. */
function keyOf({ address, forWhom }: Place): string {
  return `${forWhom ?? ''}\n${address}`;
}

async function readMessage(body: Buffer): Promise<unknown> {
  if (body.length === 0) return undefined;
  try {
    return await readInTurns(body, parsingResponse);
  } catch {
    return undefined;
  }
}

function outcomeOf({ status, text, body }: StateResponse): WriteOutcome {
  if (status >= 200 && status < 300) return WRITTEN;
  if (status === 412) return CONFLICT;
  if (status === 409) throw new StateUnreachable(`shared-state responded with 409: ${text}`);
  const code = isJsonObject(body) && typeof body.code === 'string' ? body.code : undefined;
  return { kind: 'refused', message: `shared-state responded with ${status}: ${text}`, status, code };
}

/** A weak ETag proves nothing: web servers generate it for any content, and ignore conditions. */
function strong(etag: string | undefined): string | null {
  return etag?.startsWith('"') ? etag : null;
}
