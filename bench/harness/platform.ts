import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import { REFUSING_SERVICE, SERVICE } from '../jobs';
import { Child } from './child';
import type { Watched } from './measure';

const KNOWN_WITHIN_MS = 10_000;

/** The real apps, as processes: discovery, shared-state and one or more job-controls. */
export class Platform {
  private readonly children: Child[] = [];

  private constructor(
    private readonly dataDir: string,
    private readonly env: Record<string, string>,
  ) {}

  /** Without a `databaseUrl` each app has its embedded SQLite; more than one job-control needs one. */
  static async start(options: { databaseUrl?: string; replicas?: number; env?: Record<string, string> } = {}) {
    const { databaseUrl, replicas = 1, env = {} } = options;
    const dataDir = mkdtempSync(join(tmpdir(), 'bench-platform-'));
    const database: Record<string, string> = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
    const quiet = { AUTH: 'off', LOAD_SHED_DELAY_MS: '0' };
    const platform = new Platform(dataDir, { ...quiet, DATA_DIR: dataDir, ...database, ...env });
    platform.env.DISCOVERY_URL = (await platform.up('discovery')).url;
    platform.env.SHARED_STATE_URL = (await platform.up('shared-state')).url;
    for (let n = 1; n <= replicas; n++) await platform.up('job-control', n === 1 ? 'job-control' : `job-control ${n}`);
    return platform;
  }

  /** Of the app; of the nth job-control. */
  url(app: string): string {
    return this.child(app).url;
  }

  pidOf(name: string): number {
    return this.child(name).pid;
  }

  get jobControls(): string[] {
    return this.children.filter(({ name }) => name.startsWith('job-control')).map(({ url }) => url);
  }

  get watched(): Watched[] {
    return this.children;
  }

  get directory(): string {
    return this.dataDir;
  }

  async up(app: string, name = app): Promise<Child> {
    const child = await Child.start(name, `dist/${app}.js`, this.env);
    this.children.push(child);
    return child;
  }

  /** Ends an app at once, as a crash would. */
  async crash(name: string): Promise<void> {
    const child = this.child(name);
    child.kill('SIGKILL');
    this.children.splice(this.children.indexOf(child), 1);
    await child.stop();
  }

  /** Registers the target, and waits until every job-control knows it. */
  async offer(target: string): Promise<void> {
    await this.register(SERVICE, target);
    await this.register(REFUSING_SERVICE, `${target}/refusing`);
    await this.known(SERVICE, REFUSING_SERVICE);
  }

  /** The same for another service. */
  async offerAs(name: string, url: string): Promise<void> {
    await this.register(name, url);
    await this.known(name);
  }

  private async known(...names: string[]): Promise<void> {
    const document = { steps: [{ tasks: names.map((serviceName) => ({ serviceName, input: {} })) }] };
    for (const url of this.jobControls) {
      for (const until = Date.now() + KNOWN_WITHIN_MS; ; await delay(50)) {
        const { warnings } = (await post(`${url}/jobs/validate`, document)) as { warnings: unknown[] };
        if (warnings.length === 0) break;
        if (Date.now() > until) throw new Error(`job-control does not hear of ${names.join(', ')}`);
      }
    }
  }

  async stop(): Promise<void> {
    for (const child of this.children.toReversed()) await child.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  private register(name: string, url: string): Promise<unknown> {
    const endpoints = ['/execute', '/repeat', '/revert'];
    return post(`${this.url('discovery')}/register`, { name, url, resources: ['seat'], endpoints });
  }

  private child(name: string): Child {
    const child = this.children.find((one) => one.name === name);
    if (!child) throw new Error(`${name} does not run`);
    return child;
  }
}

export async function post(url: string, document: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  const { statusCode, body } = await request(url, { method: 'POST', headers, body: JSON.stringify(document) });
  const text = await body.text();
  if (statusCode >= 300) throw new Error(`${url} responded with ${statusCode} ${text}`);
  return text === '' ? null : JSON.parse(text);
}
