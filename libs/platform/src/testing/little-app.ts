import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type AppInfo, startApp } from '../bootstrap';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** An app of one module, listening. Unlike fetch, it sends any header one likes. */
export class LittleApp {
  private constructor(readonly app: NestExpressApplication) {}

  static async start(module: Type, env: Record<string, string> = {}, more: Partial<AppInfo> = {}): Promise<LittleApp> {
    const info = { name: 'little', defaultPort: 0, title: 'Little', description: 'Test', ...more };
    return new LittleApp(await startApp(module, info, { LOG_LEVEL: 'silent', ...env }));
  }

  /** Around an app that something was done to before it is listening. */
  static async around(app: NestExpressApplication): Promise<LittleApp> {
    await app.listen(0, '127.0.0.1');
    return new LittleApp(app);
  }

  get port(): number {
    return (this.app.getHttpServer().address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  send(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
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
