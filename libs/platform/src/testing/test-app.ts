import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type AppInfo, startApp } from '../bootstrap';

export interface AppResponse {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** An app of one module, listening. Unlike fetch, its requests can have any header. */
export class TestApp {
  constructor(readonly app: NestExpressApplication) {}

  static async start(module: Type, env: Record<string, string> = {}, more: Partial<AppInfo> = {}): Promise<TestApp> {
    const info = { name: 'little', defaultPort: 0, title: 'Little', description: 'Test', ...more };
    return new TestApp(await startApp(module, info, { LOG_LEVEL: 'silent', ...env }));
  }

  /** Wraps an app that the test has configured before it listens. */
  static async around(app: NestExpressApplication): Promise<TestApp> {
    await app.listen(0, '127.0.0.1');
    return new TestApp(app);
  }

  get port(): number {
    return (this.app.getHttpServer().address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  send(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<AppResponse> {
    return new Promise((resolve, reject) => {
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      request(this.url, { path, method, headers: { ...type, ...headers }, agent: false }, (response) => {
        const { statusCode = 0, headers: answered } = response;
        text(response).then((all) => resolve({ status: statusCode, headers: answered, body: all }), reject);
      })
        .on('error', reject)
        .end(body);
    });
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}
