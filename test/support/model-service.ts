import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { ask } from './http';
import { type Ledger, ModernLedger, OlderLedger } from './ledger';

export type Verb = 'execute' | 'repeat' | 'revert';

export interface Received {
  readonly verb: string;
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
  readonly requestId: string;
}

/** How a call is served, if not as a sound service would. */
export interface Behaviour {
  readonly status?: number;
  readonly body?: unknown;
  readonly type?: string;
  readonly headers?: Record<string, string>;
  /** Whether it does what it was asked to; a status of 2xx, and a connection that breaks, says yes when absent. */
  readonly effect?: boolean;
  readonly delayMs?: number;
  /** Waits for this before it responds, after the effect. */
  readonly until?: Promise<unknown>;
  /** Never responses. */
  readonly hang?: boolean;
  readonly reset?: boolean;
  /** Promises more than it sends. */
  readonly truncate?: boolean;
}

export interface ModelOptions {
  readonly tag?: string;
  readonly name?: string;
  /** `links`: an older service, of dialect B, without a ledger. */
  readonly dialect?: 'forms' | 'links';
  readonly profile?: string;
  /** More members of the registration. */
  readonly registration?: Record<string, unknown>;
  readonly register?: boolean;
  readonly affordances?: Record<string, unknown>[];
  /** What GET /forms returns instead. */
  readonly forms?: (url: string) => unknown;
  readonly port?: number;
  readonly ledger?: Ledger;
}

/** A service of another team: plain node:http, nothing of the platform. */
export class ModelService {
  readonly received: Received[] = [];
  readonly ledger: Ledger;
  readonly tag: string;
  readonly name: string;
  /** Decides on calls for which nothing is scripted. */
  behave: (call: Received) => Behaviour | undefined = () => undefined;
  private port = 0;
  private readonly scripts = new Map<string, Behaviour[]>();
  private readonly server = createServer((request, response) => {
    // A client that is killed breaks its connections; that is part of the play.
    this.handle(request, response).catch(() => response.destroy());
  });

  private constructor(readonly options: ModelOptions) {
    this.ledger = options.ledger ?? (options.dialect === 'links' ? new OlderLedger() : new ModernLedger());
    this.tag = options.tag ?? `tag-${randomUUID()}`;
    this.name = options.name ?? `service-${randomUUID()}`;
  }

  static async start(options: ModelOptions = {}): Promise<ModelService> {
    const service = new ModelService(options);
    service.server.keepAliveTimeout = 60_000;
    service.server.listen(options.port ?? 0, '127.0.0.1');
    await once(service.server, 'listening');
    service.port = (service.server.address() as AddressInfo).port;
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  async register(discovery: string): Promise<string> {
    const { tag, name, url } = this;
    const { dialect, profile, registration } = this.options;
    const body =
      dialect === 'links'
        ? { serviceName: name, serviceURL: url, tags: [tag], ...(profile && { semanticProfile: profile }) }
        : { name, url, resources: [tag], endpoints: ['/execute', '/repeat', '/revert'], ...(profile && { profile }) };
    const response = await ask<{ registryID: string }>(`${discovery}/register`, { body: { ...body, ...registration } });
    if (response.status > 201)
      throw new Error(`register responded with ${response.status}: ${JSON.stringify(response.body)}`);
    return response.body.registryID;
  }

  /** Responses to the next calls of this kind, one after another. */
  script(verb: Verb, ...behaviours: Behaviour[]): this {
    this.scripts.set(verb, [...(this.scripts.get(verb) ?? []), ...behaviours]);
    return this;
  }

  /** Holds the responses of the next call of this kind back. */
  hold(verb: Verb, behaviour: Behaviour = {}): () => void {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    this.script(verb, { ...behaviour, until: released });
    return release;
  }

  calls(verb: string): Received[] {
    return this.received.filter((call) => call.verb === verb);
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const verb = (request.url ?? '').replace(/^\//, '').replace(/\?.*$/, '');
    if (verb === 'ping') return send(response, { body: { status: 'ok' } });
    if (verb === 'forms') return send(response, { body: this.forms() });
    const body = request.method === 'POST' ? ((await json(request)) as Record<string, unknown>) : {};
    const requestId = requestIdOf(request, body);
    const call: Received = { verb, method: request.method ?? '', headers: request.headers, body, requestId };
    this.received.push(call);
    const behaviour = this.scripts.get(verb)?.shift() ?? this.behave(call) ?? {};
    await this.perform(call, behaviour, response);
  }

  private async perform(call: Received, behaviour: Behaviour, response: ServerResponse): Promise<void> {
    const { status, effect = status === undefined || (status >= 200 && status < 300) } = behaviour;
    const usual = effect ? this.ledger.apply(call) : { status: 500, body: null };
    if (behaviour.delayMs !== undefined) await delay(behaviour.delayMs);
    await behaviour.until;
    if (behaviour.hang) return;
    if (behaviour.reset) return void response.socket?.resetAndDestroy();
    send(response, { ...usual, ...behaviour });
  }

  private forms(): unknown {
    const { url, tag } = this;
    const { forms, dialect, affordances = [{ command: 'create' }, { command: 'read', safe: true }] } = this.options;
    if (forms) return forms(url);
    const requestIds = this.ledger instanceof ModernLedger;
    if (dialect !== 'links') return { resource: tag, requestIds, messageStructure: { command: 'string' }, affordances };
    const link = (rel: string) => ({ rel, method: 'POST', href: `${url}/${rel}`, input: ['input (string)'] });
    return [link('execute'), link('repeat'), link('revert'), { rel: 'ping', method: 'GET', href: `${url}/ping` }];
  }
}

function requestIdOf({ headers }: IncomingMessage, body: Record<string, unknown>): string {
  const metadata = body.metadata as { requestId?: string } | undefined;
  return metadata?.requestId ?? (body.requestId as string | undefined) ?? String(headers['request-id']);
}

/** Texts and bytes are sent as they are. */
function bytesOf(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
}

function send(
  response: ServerResponse,
  { status = 200, body, type = 'application/json', headers, truncate }: Behaviour,
): void {
  const bytes = bytesOf(body);
  response.writeHead(status, {
    ...(bytes.length > 0 && { 'content-type': type }),
    'content-length': truncate ? bytes.length + 10 : bytes.length,
    ...headers,
  });
  if (!truncate) return void response.end(bytes);
  response.write(bytes, () => response.destroy());
}
