import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppProcess } from './app-process';

/** The whole platform as processes: discovery, shared-state, job-control, and an engine for each design. */
export class Platform {
  readonly directory = mkdtempSync(join(tmpdir(), 'platform-'));
  private readonly apps: AppProcess[] = [];
  readonly env: Record<string, string> = {};
  private firstEngine = '';

  /** @param settings more of the environment, for every app */
  static async start(designs: string[], settings: Record<string, string> = {}): Promise<Platform> {
    const platform = new Platform();
    Object.assign(platform.env, settings);
    platform.env.DISCOVERY_URL = await platform.app('discovery');
    platform.env.SHARED_STATE_URL = await platform.app('shared-state');
    platform.env.JOB_CONTROL_URL = await platform.app('job-control');
    const engines = await Promise.all(
      designs.map((DESIGN, index) => platform.app('engine-service', { DESIGN }, `engine-${index}`)),
    );
    platform.firstEngine = engines[0] ?? '';
    await platform.registered(designs.length);
    return platform;
  }

  /** Starts a script of the repository that registers itself; returns where it listens. */
  service(path: string, env: Record<string, string> = {}): Promise<string> {
    const script = AppProcess.script(path, { DATA_DIR: join(this.directory, path), ...this.env, ...env });
    this.apps.push(script);
    return script.url();
  }

  async stop(): Promise<void> {
    await Promise.all(this.apps.map((app) => app.kill('SIGKILL')));
    rmSync(this.directory, { recursive: true });
  }

  /** Where each app listens; of the engines, the first. */
  get urls() {
    const { DISCOVERY_URL = '', SHARED_STATE_URL = '', JOB_CONTROL_URL = '' } = this.env;
    return {
      discovery: DISCOVERY_URL,
      'shared-state': SHARED_STATE_URL,
      'job-control': JOB_CONTROL_URL,
      'engine-service': this.firstEngine,
    };
  }

  async expectAllAlive(): Promise<void> {
    const alive = Object.values(this.urls).map(async (url) => (await fetch(`${url}/health`)).status);
    expect(await Promise.all(alive)).toEqual([200, 200, 200, 200]);
  }

  private app(name: string, env: Record<string, string> = {}, folder = name): Promise<string> {
    const app = AppProcess.spawn(name, { DATA_DIR: join(this.directory, folder), ...this.env, ...env });
    this.apps.push(app);
    return app.url();
  }

  private async registered(count: number): Promise<void> {
    for (let services: unknown[] = []; services.length < count;) {
      services = (await (await fetch(`${this.env.DISCOVERY_URL}/services`)).json()) as unknown[];
    }
  }
}
