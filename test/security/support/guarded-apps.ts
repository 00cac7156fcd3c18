import { mkdtempSync, rmSync } from 'node:fs';
import { request as send } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { type AppSource, type Environment, PublicAddress, startApp } from '#platform';
import { makeApiKey } from '../../../libs/platform/src/auth/api-key';
import { type Scope, SCOPES } from '../../../libs/platform/src/auth/scopes';
import { DiscoveryModule as Discovery } from '../../../apps/discovery/src/app.module';
import { discoveryInfo as discoveryInfo } from '../../../apps/discovery/src/app-info';
import { engineSource } from '../../../apps/engine-service/src/engine.module';
import { engineInfo as engineInfo } from '../../../apps/engine-service/src/app-info';
import { AppModule as JobControl } from '../../../apps/job-control/src/app.module';
import { appInfo as jobControlInfo } from '../../../apps/job-control/src/app-info';
import { SharedStateModule as SharedState } from '../../../apps/shared-state/src/app.module';
import { sharedStateInfo as sharedStateInfo } from '../../../apps/shared-state/src/app-info';

const APPS: Record<string, [AppSource, typeof discoveryInfo]> = {
  discovery: [Discovery, discoveryInfo],
  'shared-state': [SharedState, sharedStateInfo],
  'job-control': [JobControl, jobControlInfo],
  'engine-service': [engineSource, engineInfo],
};

export const APP_NAMES = Object.keys(APPS);

const made = SCOPES.map((scope) =>
  makeApiKey({ id: scope.replace(':', '-'), principal: `one-${scope}`, scopes: [scope] }),
);

/** One key for every scope, which has no other. */
export const KEYS = Object.fromEntries(SCOPES.map((scope, index) => [scope, made[index]!.key])) as Record<
  Scope,
  string
>;
const AUTH_KEYS = JSON.stringify(made.map(({ entry }) => entry));

export interface GuardedResponse {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

/** A whole app in this process that authenticates every caller. */
export class GuardedApp {
  private constructor(
    private readonly app: NestExpressApplication,
    private readonly dataDir: string,
    readonly url: string,
  ) {}

  static async start(name: string, env: Environment = {}): Promise<GuardedApp> {
    const [source, info] = APPS[name]!;
    const dataDir = mkdtempSync(join(tmpdir(), 'guarded-'));
    const nowhere = 'http://127.0.0.1:9';
    const app = await startApp(source, info, {
      PORT: '0',
      LOG_LEVEL: 'silent',
      // These tests are not about a machine that is busy with others.
      LOAD_SHED_DELAY_MS: '0',
      DATA_DIR: dataDir,
      DISCOVERY_URL: nowhere,
      SHARED_STATE_URL: nowhere,
      DESIGN: join(__dirname, '../../../examples/designs/todo.json'),
      AUTH_KEYS,
      ...env,
    });
    return new GuardedApp(app, dataDir, app.get(PublicAddress).url);
  }

  /** Every route there is, as Express knows it: `GET /jobs/:id`. */
  routes(): string[] {
    const { stack } = this.app.getHttpAdapter().getInstance().router as {
      stack: { route?: { path: string; methods: Record<string, boolean> } }[];
    };
    return stack.flatMap(({ route }) =>
      route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : [],
    );
  }

  /** Sends a path as it is written, which `fetch` would tidy up first. Streams are left when they have begun. */
  ask(
    method: string,
    path: string,
    headers: Record<string, string | string[]> = {},
    body?: string,
  ): Promise<GuardedResponse> {
    const { hostname, port } = new URL(this.url);
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    return new Promise((resolve, reject) => {
      const request = send(
        { hostname, port, method, path, headers: { ...headers, ...length }, agent: false, timeout: 10_000 },
        (response) => {
          const { statusCode: status = 0, headers: given } = response;
          const done = (text: string) => resolve({ status, headers: given, text });
          if (given['content-type'] === 'text/event-stream') {
            request.destroy();
            return done('');
          }
          response.toArray().then((chunks) => done(Buffer.concat(chunks as Buffer[]).toString()), reject);
        },
      );
      request.on('error', reject);
      request.on('timeout', () => request.destroy(new Error('no response')));
      request.end(body);
    });
  }

  async stop(): Promise<void> {
    this.app.getHttpServer().closeAllConnections();
    await this.app.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

export function bearer(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}` };
}
