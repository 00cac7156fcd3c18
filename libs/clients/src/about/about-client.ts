import type { HttpService } from '@nestjs/axios';
import { createInterface } from 'node:readline';
import { nextCursor, type Page } from '../http/page';
import { PlatformHttp, type ClientOptions } from '../http/platform-http';
import { list, object, text } from '../shapes/shape';

/** The app that responded, and the caller as it authenticated it. */
export interface CallerIdentity {
  service: string;
  authentication: string;
  principal?: string;
  scopes: string[];
}

/** Something that was asked for, and what came of it. */
export interface AuditRecord {
  id: string;
  at: string;
  by?: string;
  from?: string;
  action: string;
  kind: string;
  subject?: string;
  outcome: string;
  status: number;
  code?: string;
  reason?: string;
}

/** All given members must match. */
export interface AuditRecordQuery extends Partial<Pick<AuditRecord, 'by' | 'action' | 'kind' | 'subject' | 'outcome'>> {
  /** RFC 3339. */
  since?: string;
  until?: string;
  limit?: number;
  cursor?: string;
}

const entry = object(
  { at: text, action: text, kind: text, outcome: text },
  { by: text, from: text, subject: text, code: text, reason: text },
);
const whoAmI = object({ service: text, authentication: text, scopes: list(text) }, { principal: text });

/** What every app of the platform says about itself. */
export class AboutClient {
  private readonly http: PlatformHttp;

  /** @param service the app that is expected there */
  constructor(http: HttpService, service: string, options: ClientOptions & { setBy: string }) {
    this.http = new PlatformHttp(http, service, options.setBy, options);
  }

  async whoAmI(): Promise<CallerIdentity> {
    return (await this.http.json<CallerIdentity>({ url: '/whoami' }, whoAmI)).body;
  }

  /** Newest first. */
  async audit(query: AuditRecordQuery): Promise<Page<AuditRecord>> {
    const { body, headers } = await this.http.json<AuditRecord[]>({ url: '/audit', params: query }, list(entry));
    return { items: body, cursor: nextCursor(headers.link) };
  }

  /** All entries, each as its JSON. */
  async *auditLines(query: AuditRecordQuery): AsyncGenerator<string> {
    const headers = { accept: 'application/x-ndjson' };
    const { data } = await this.http.stream({ url: '/audit', params: query, headers });
    try {
      yield* createInterface({ input: data, crlfDelay: Infinity });
    } finally {
      data.destroy();
    }
  }
}
