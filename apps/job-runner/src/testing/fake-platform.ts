import type { JobView } from '#contract';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Content = Record<string, unknown>;

/** job-control and shared-state in one, as far as the command line needs them: a job goes through the given views. */
export class FakePlatform {
  readonly states = new Map<string, Content>();
  readonly calls: string[] = [];
  /** The credentials of each request. */
  readonly proofs: (string | undefined)[] = [];
  submitted: Content = {};
  /** Further routes: what is answered to a body. */
  readonly routes: Record<string, (body: Content) => [number, unknown]> = {};
  /** The response to a submission, if not the usual one. */
  refusal?: { status: number; code: string; detail: string };
  /** `GET /whoami` accepts this key only. Unset: there is no such endpoint. */
  caller?: { key: string; principal: string };
  url = '';
  private readonly server = createServer((request, response) => void this.respond(request, response));

  constructor(private readonly life: Partial<JobView>[] = []) {}

  async listen(): Promise<this> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    if (url === '/whoami') return this.whoAmI(request, response);
    const text = Buffer.concat((await request.toArray()) as Buffer[]).toString();
    this.calls.push(`${method} ${url}`);
    this.proofs.push(request.headers.authorization);
    const [status, content] = this.route(method, url, (text === '' ? {} : JSON.parse(text)) as Content);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
  }

  private whoAmI({ headers }: IncomingMessage, response: ServerResponse): void {
    const { caller } = this;
    const about = {
      service: 'job-control',
      authentication: 'required',
      principal: caller?.principal,
      scopes: ['jobs:read'],
    };
    const refusal = { code: caller ? 'unauthenticated' : 'not-found', detail: 'no' };
    const isKnown = caller !== undefined && headers.authorization === `Bearer ${caller.key}`;
    response.writeHead(isKnown ? 200 : caller ? 401 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isKnown ? about : refusal));
  }

  private route(method: string, url: string, body: Content): [number, unknown] {
    const further = this.routes[`${method} ${url}`];
    if (further) return further(body);
    if (url.startsWith('/state')) return this.stateRoute(method, url.slice('/state/'.length), body);
    if (method === 'POST' && url === '/jobs') return this.submit(body);
    if (url === '/jobs/j1') return [200, { version: this.life.length, ...this.nextLook() }];
    return url.startsWith('/jobs/j1/events') ? [200, []] : [404, { code: 'not-found', detail: `no ${url}` }];
  }

  private submit(body: Content): [number, unknown] {
    this.submitted = body;
    return this.refusal
      ? [this.refusal.status, this.refusal]
      : [202, { jobId: 'j1', status: 'accepted', href: '/jobs/j1' }];
  }

  private nextLook(): Partial<JobView> | undefined {
    const address = this.submitted.sharedStateURL;
    const look = this.life.length > 1 ? this.life.shift() : this.life[0];
    return typeof address === 'string' ? { sharedStateURL: address, ...look } : look;
  }

  private stateRoute(method: string, id: string, body: Content): [number, unknown] {
    if (method === 'POST') {
      const { id: made = 'made', ...content } = body as { id?: string };
      if (this.states.has(made)) return [409, { code: 'already-exists', detail: `${made} exists` }];
      this.states.set(made, content);
      return [201, { id: made, stateURL: `${this.url}/state/${made}` }];
    }
    if (method === 'PATCH') this.states.set(id, (body as unknown as [{ value: Content }])[0].value);
    if (method === 'DELETE') this.states.delete(id);
    return this.states.has(id) ? [200, this.states.get(id)] : [method === 'DELETE' ? 200 : 404, {}];
  }
}
