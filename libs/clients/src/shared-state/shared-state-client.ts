import type { HttpService } from '@nestjs/axios';
import { nextCursor, type Page } from '../http/page';
import { PlatformHttp, type ClientOptions } from '../http/platform-http';
import { list, nothing, object, text } from '../shapes/shape';

export type StateContent = Record<string, unknown>;

export interface StateDocument {
  content: StateContent;
  /** For `ifMatch`: a write then fails (412) after a concurrent write. */
  etag?: string;
}

export interface StateItem {
  id: string;
  createdAt?: string;
  lastModified?: string;
  href?: string;
}

export interface JsonPatchOperation {
  op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  path: string;
  from?: string;
  value?: unknown;
}

const created = object({ id: text, stateURL: text });
const items = list(object({ id: text }, { createdAt: text, lastModified: text, href: text }));

interface WriteOptions {
  ifMatch?: string;
}

/** A document is named by its id, or by its whole address if another shared-state keeps it. */
export class SharedStateClient {
  private readonly http: PlatformHttp;

  constructor(http: HttpService, options: ClientOptions) {
    this.http = new PlatformHttp(http, 'shared-state', 'SHARED_STATE_URL', options);
  }

  /** Fails with 409 when the id is taken. */
  async create(content: StateContent, id?: string): Promise<{ id: string; stateURL: string }> {
    const data = id === undefined ? content : { ...content, id };
    const request = { method: 'POST', url: '/state', data };
    return (await this.http.json<{ id: string; stateURL: string }>(request, created)).body;
  }

  async read(document: string): Promise<StateDocument> {
    const { body, headers } = await this.http.json<StateContent>({ url: this.address(document) }, object({}));
    return { content: body, etag: headers.etag };
  }

  /** Shallow merge at the root; creates a missing document. */
  async merge(document: string, values: StateContent, options: WriteOptions = {}): Promise<void> {
    await this.write('POST', document, values, 'application/json', options);
  }

  /** All operations or none (RFC 6902). */
  async patch(document: string, operations: JsonPatchOperation[], options: WriteOptions = {}): Promise<void> {
    await this.write('PATCH', document, operations, 'application/json-patch+json', options);
  }

  /** RFC 7396: null removes a member. */
  async mergePatch(document: string, patch: StateContent, options: WriteOptions = {}): Promise<void> {
    await this.write('PATCH', document, patch, 'application/merge-patch+json', options);
  }

  /** Replaces the whole content in one operation. */
  async replace(document: string, content: StateContent, options: WriteOptions = {}): Promise<void> {
    await this.patch(document, [{ op: 'replace', path: '', value: content }], options);
  }

  async delete(document: string): Promise<void> {
    await this.http.json({ method: 'DELETE', url: this.address(document) }, nothing);
  }

  async list(query: { limit?: number; cursor?: string } = {}): Promise<Page<StateItem>> {
    const { body, headers } = await this.http.json<StateItem[]>({ url: '/state', params: query }, items);
    return { items: body, cursor: nextCursor(headers.link) };
  }

  /** The document's address for other clients. */
  addressOf(id: string): string {
    return `${this.http.baseURL}/state/${encodeURIComponent(id)}`;
  }

  private async write(
    method: 'POST' | 'PATCH',
    document: string,
    data: unknown,
    contentType: string,
    { ifMatch }: WriteOptions,
  ): Promise<void> {
    const headers = { 'content-type': contentType, ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) };
    await this.http.json({ method, url: this.address(document), data, headers }, nothing);
  }

  private address(document: string): string {
    return /^https?:\/\//.test(document) ? document : `/state/${encodeURIComponent(document)}`;
  }
}
