import fc from 'fast-check';
import { type Dispatcher, Pool } from 'undici';
import { type AppResponse, Expectations } from './expectations';
import { type App, APPS, operationsOf, readDocument } from './documents';
import { KNOWN_ID, type PlannedRequest, requestsOf } from './requests';

const CONNECTIONS = 8;
/** No app takes as long as that for any response; a few requests wait for the end of a job. */
const HANG_MS = 20_000;
const WAIT_MS = 200;
const IDS = /"(?:id|jobId|registryID|bindingID)":"([^"]{1,100})"/g;
const REMEMBERED = 200;

export interface Finding {
  where: string;
  index: number;
  what: string;
  request: string;
  answer: string;
}

export interface Report {
  sent: number;
  statuses: Record<string, number>;
  findings: Finding[];
}

/** Sends requests made from our own documents to running apps, and checks the responses against the same documents. */
export class Fuzzer {
  private readonly targets: Record<App, Target>;

  constructor(urls: Record<App, string>) {
    this.targets = Object.fromEntries(APPS.map((app) => [app, new Target(app, urls[app])])) as Record<App, Target>;
  }

  /** The same seed plans the same requests; only the ids that apps give out differ. */
  async run(seed: number, runs: number): Promise<Report> {
    const share = Math.ceil(runs / APPS.length);
    const reports = await Promise.all(APPS.map((app, nth) => this.targets[app].run(seed + nth, share)));
    const statuses: Record<string, number> = {};
    for (const report of reports)
      for (const [key, count] of Object.entries(report.statuses)) statuses[key] = (statuses[key] ?? 0) + count;
    const sent = reports.reduce((sum, report) => sum + report.sent, 0);
    return { sent, statuses, findings: reports.flatMap(({ findings }) => findings) };
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.targets).map((target) => target.close()));
  }
}

/** One app. */
class Target {
  private readonly document;
  private readonly expectations;
  private readonly pool: Pool;
  private readonly known: string[] = [];
  private report: Report = { sent: 0, statuses: {}, findings: [] };

  constructor(
    private readonly app: App,
    url: string,
  ) {
    this.document = readDocument(app);
    this.expectations = new Expectations(this.document);
    this.pool = new Pool(url, { connections: CONNECTIONS, headersTimeout: HANG_MS, bodyTimeout: HANG_MS });
  }

  async run(seed: number, runs: number): Promise<Report> {
    this.report = { sent: 0, statuses: {}, findings: [] };
    const arbitraries = operationsOf(this.app, this.document).map((operation) =>
      requestsOf(operation, this.document.components.schemas),
    );
    const planned = fc.sample(fc.oneof(...arbitraries), { seed, numRuns: runs });
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let index = next++; index < planned.length; index = next++) await this.send(planned[index]!, index);
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, worker));
    return this.report;
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }

  private async send(planned: PlannedRequest, index: number): Promise<void> {
    const { method, operation } = planned;
    const { path, headers, body: sent } = this.filled(planned);
    const waits = /wait=|run-job/.test(path);
    const signal = AbortSignal.timeout(waits ? WAIT_MS : HANG_MS);
    const tell = (what: string, answer: string): void => {
      const request = JSON.stringify({ app: this.app, method, path, headers, body: sent?.slice(0, 2_000) });
      const where = `${operation.method} ${operation.path}`;
      // One example of each is enough to see what is wrong.
      if (this.report.findings.some((finding) => finding.where === where && finding.what === what)) return;
      this.report.findings.push({ where, index, what, request, answer: answer.slice(0, 500) });
    };
    this.report.sent++;
    try {
      const response = await this.pool.request({ method: method, path, headers, body: sent ?? null, signal });
      const contentType = response.headers['content-type'] as string | undefined;
      const body = await bodyOf(response.body, contentType);
      const answer: AppResponse = { status: response.statusCode, contentType, body };
      this.remember(answer);
      const kind = `${this.app} ${answer.status}`;
      this.report.statuses[kind] = (this.report.statuses[kind] ?? 0) + 1;
      const fault = method === 'HEAD' ? null : this.expectations.faultOf(operation, answer, this.isOne(planned));
      if (fault !== null) tell(fault, `${answer.status} ${answer.body}`);
    } catch (error) {
      if (waits && signal.aborted) return;
      tell('there was no response', String(error));
    }
  }

  /** Whether it is a request of its operation, rather than of another path or method. */
  private isOne({ operation, method, path }: PlannedRequest): boolean {
    const names = Object.values(path);
    return method === operation.method && names.every((name) => /^[\w@-]+$/.test(name) && name !== 'changes');
  }

  private filled({ operation, known, path, query, headers, body }: PlannedRequest) {
    const id = this.known[known % this.known.length] ?? 'none';
    const withId = (text: string): string => text.replaceAll(KNOWN_ID, id);
    const way = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => wayOf(withId(path[name]!)));
    const search = query.map(([name, value]) => `${wayOf(name)}=${wayOf(withId(value))}`).join('&');
    const fit = Object.entries(headers).map(([name, value]) => [name, headerOf(withId(value))] as const);
    return {
      path: search === '' ? way : `${way}?${search}`,
      headers: Object.fromEntries(fit),
      body: body === undefined ? undefined : withId(body),
    };
  }

  private remember({ body }: AppResponse): void {
    for (const [, id] of body.matchAll(IDS)) {
      if (this.known.length < REMEMBERED) this.known.push(id!);
      else this.known[(this.report.sent * 7) % REMEMBERED] = id!;
    }
  }
}

/** A stream goes on for ever: that it began is all there is to see. */
async function bodyOf(body: Dispatcher.ResponseData['body'], contentType: string | undefined): Promise<string> {
  if (contentType !== 'text/event-stream') return body.text();
  body.on('error', () => undefined).destroy();
  return '';
}

/** As a client would write it, or, for what is encoded already, as an attacker would. */
function wayOf(segment: string): string {
  if (/^[\w%.~*-]+$/.test(segment)) return segment;
  return Buffer.from(segment)
    .toString('latin1')
    .replace(/[^\w.~*-]/g, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** Clients cannot send control characters in headers; everything else they can. */
function headerOf(text: string): string {
  return (
    Buffer.from(text)
      .toString('latin1')
      // eslint-disable-next-line no-control-regex -- that is what must not be there
      .replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, ' ')
      .slice(0, 4_000)
  );
}
