import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import type { ServiceEntry } from '#contract';
import { type Environment, PublicAddress, startApp } from '#platform';
import { discoveryInfo } from '../app-info';
import { DiscoveryModule } from '../app.module';
import { ChangeFeed } from './change-feed';

export interface DiscoveryResponse<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** The whole app, in this process, on a free port. */
export class RunningDiscovery {
  private constructor(
    private readonly app: INestApplication,
    readonly url: string,
  ) {}

  static async start(env: Environment): Promise<RunningDiscovery> {
    const app = await startApp(DiscoveryModule, discoveryInfo, { PORT: '0', LOG_LEVEL: 'silent', ...env });
    return new RunningDiscovery(app, app.get(PublicAddress).url);
  }

  async get<T = ServiceEntry[]>(path: string, headers?: Record<string, string>): Promise<DiscoveryResponse<T>> {
    return this.read(await fetch(this.url + path, { headers }));
  }

  async post<T = ServiceEntry>(path: string, body: unknown): Promise<DiscoveryResponse<T>> {
    const headers = { 'content-type': 'application/json' };
    return this.read(await fetch(this.url + path, { method: 'POST', headers, body: JSON.stringify(body) }));
  }

  /** Registers and returns the entry. */
  async register(registration: object): Promise<ServiceEntry> {
    return (await this.post('/register', registration)).body;
  }

  follow(lastEventId?: number): Promise<ChangeFeed> {
    return ChangeFeed.open(`${this.url}/services/changes`, lastEventId);
  }

  /** Resolves with an entry as soon as it matches. */
  async until(wanted: (entry: ServiceEntry) => boolean): Promise<ServiceEntry> {
    const feed = await this.follow();
    return feed.until((event) => {
      if (event.event === 'remove') return undefined;
      return [event.data].flat().find(wanted);
    });
  }

  async stop(): Promise<void> {
    (this.app.getHttpServer() as Server).closeAllConnections();
    await this.app.close();
  }

  private async read<T>(response: Response): Promise<DiscoveryResponse<T>> {
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text && JSON.parse(text)) as T };
  }
}

/** Starts things for a test, and stops them after it, last first. */
export function testStage() {
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });
  const use = async <T extends { stop(): Promise<unknown> }>(starting: Promise<T>): Promise<T> => {
    const started = await starting;
    cleanUps.push(() => started.stop());
    return started;
  };
  const directory = async () => {
    const path = await mkdtemp(join(tmpdir(), 'discovery-'));
    cleanUps.push(() => rm(path, { recursive: true }));
    return path;
  };
  return {
    use,
    directory,
    discovery: async (env: Environment = {}) =>
      use(RunningDiscovery.start({ DATA_DIR: env.DATA_DIR ?? (await directory()), ...env })),
  };
}
