import type { NestExpressApplication } from '@nestjs/platform-express';
import { PublicAddress, startApp } from '#platform';
import type { EmptyDatabase } from '#storage/testing';
import { SharedStateModule } from '../app.module';
import { sharedStateInfo } from '../app-info';

export const JSON_PATCH = 'application/json-patch+json';
export const MERGE_PATCH = 'application/merge-patch+json';

interface StateServiceResponse {
  status: number;
  body: unknown;
  header: (name: string) => string | null;
}

/** Shared-state over HTTP, on a free port. */
export class RunningService {
  private app!: NestExpressApplication;
  private place!: EmptyDatabase;
  private serial = 0;

  get base(): string {
    return this.app.get(PublicAddress).url;
  }

  async start(place: EmptyDatabase): Promise<void> {
    this.place = place;
    const { dataDir, databaseUrl } = place;
    const env = { PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: dataDir, DATABASE_URL: databaseUrl };
    this.app = await startApp(SharedStateModule, sharedStateInfo, env);
  }

  async stop(): Promise<void> {
    await this.app.close();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start(this.place);
  }

  /** @param path below this service, or any address */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<StateServiceResponse> {
    const response = await fetch(new URL(path, this.base), {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text ? JSON.parse(text) : undefined,
      header: (name) => response.headers.get(name),
    };
  }

  newId(): string {
    return `doc-${++this.serial}`;
  }

  async made(content: object): Promise<{ id: string; path: string; etag: string }> {
    const id = this.newId();
    const { header } = await this.send('POST', '/state', { id, ...content });
    return { id, path: `/state/${id}`, etag: header('etag') ?? '' };
  }

  async contentOf(path: string): Promise<unknown> {
    return (await this.send('GET', path)).body;
  }
}
