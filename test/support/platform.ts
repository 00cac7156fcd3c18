import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestPostgres } from '#storage/testing';
import { AppProcess, type Ended } from '../e2e/support/app-process';
import { ask } from './http';
import { JobControl } from './job-control';
import { ModelService, type ModelOptions } from './model-service';
import { reservePort } from './ports';
import { START_MS, until } from './until';
import { filesIn, rowsIn, type Written } from './written';

const APPS = ['discovery', 'shared-state', 'job-control'] as const;
export type App = (typeof APPS)[number];

/** Short enough that a test never waits for its own sake; long enough that a busy machine does not fail it. */
const QUICK: Record<string, string> = {
  JOB_RETRY_INITIAL_INTERVAL_MS: '20',
  JOB_UNDO_INITIAL_INTERVAL_MS: '20',
  JOB_TIMEOUT_MS: '5000',
  JOB_BIND_TIMEOUT_MS: '5000',
  JOB_STATE_TIMEOUT_MS: '10000',
  JOB_LEASE_MS: '2000',
};

const newDataDir = (): string => mkdtempSync(join(tmpdir(), 'platform-'));

const started = new Set<AppProcess>();
// Whatever happens to the test, nothing stays behind.
process.once('exit', () => started.forEach((app) => void app.kill('SIGKILL')));

/**
 * discovery, shared-state and job-control as processes, each on a port that it keeps when it is started again. With
 * TEST_DATABASE=postgres they share a PostgreSQL instead of having a file each.
 */
export class Platform {
  readonly jobs: JobControl;
  private readonly running = new Map<App, AppProcess>();
  private readonly services: ModelService[] = [];

  private constructor(
    readonly dataDir: string,
    private readonly ports: Record<App, number>,
    private readonly env: Record<string, string>,
    private readonly postgres: TestPostgres | null,
  ) {
    this.jobs = new JobControl(this.url('job-control'));
  }

  /** `apps`: those that run from the beginning. */
  static async start(env: Record<string, string> = {}, apps: readonly App[] = APPS): Promise<Platform> {
    const [discovery, state, jobs] = [await reservePort(), await reservePort(), await reservePort()];
    const postgres = process.env.TEST_DATABASE === 'postgres' ? await TestPostgres.start() : null;
    const database: Record<string, string> = postgres ? { DATABASE_URL: await postgres.createDatabase() } : {};
    const ports = { discovery, 'shared-state': state, 'job-control': jobs };
    const platform = new Platform(newDataDir(), ports, { ...QUICK, ...database, ...env }, postgres);
    return platform.withAll(apps);
  }

  /** On what an earlier platform left, under the addresses that it had; `dataDir` is removed in the end. */
  static open(dataDir: string, ports: Record<App, number>, env: Record<string, string> = {}): Promise<Platform> {
    return new Platform(dataDir, ports, { ...QUICK, ...env }, null).withAll(APPS);
  }

  private async withAll(apps: readonly App[]): Promise<this> {
    try {
      await Promise.all(apps.map((app) => this.up(app)));
    } catch (error) {
      await this.stop();
      throw error;
    }
    return this;
  }

  url(app: App): string {
    return `http://127.0.0.1:${this.ports[app]}`;
  }

  /** What every app of this platform is told. */
  get environment(): Record<string, string> {
    return {
      DATA_DIR: this.dataDir,
      DISCOVERY_URL: this.url('discovery'),
      SHARED_STATE_URL: this.url('shared-state'),
      JOB_CONTROL_URL: this.url('job-control'),
      ...this.env,
    };
  }

  /** Starts an app, and waits until it responds. */
  async up(app: App): Promise<void> {
    this.spawn(app);
    await this.untilResponding(app);
  }

  spawn(app: App, env: Record<string, string> = {}): AppProcess {
    const process = AppProcess.spawn(app, { ...this.environmentOf(app), ...env });
    started.add(process);
    if (Object.keys(env).length === 0) this.running.set(app, process);
    return process;
  }

  /** With something preloaded that gets between its modules; it is not restarted, and not stopped with the others. */
  spawnWith(preload: string, app: App, env: Record<string, string>): AppProcess {
    const options = { ...this.environmentOf(app), ...env, NODE_OPTIONS: `--require ${preload}` };
    const process = AppProcess.spawnUnbundled(app, options);
    started.add(process);
    return process;
  }

  private environmentOf(app: App): Record<string, string> {
    return { ...this.environment, PORT: String(this.ports[app]) };
  }

  async untilResponding(app: App): Promise<void> {
    const pinged = async () =>
      (await ask(`${this.url(app)}/ping`, { within: 1_000 }).catch(() => null))?.status === 200;
    await until(pinged, { within: START_MS, what: `a response of ${app}`, seen: () => this.log(app) });
  }

  /** Ends an app, and waits until it is gone. */
  async down(app: App, signal: NodeJS.Signals = 'SIGKILL'): Promise<Ended | null> {
    const process = this.running.get(app);
    this.running.delete(app);
    if (!process) return null;
    const ended = await process.kill(signal);
    started.delete(process);
    return ended;
  }

  /** SIGSTOP and SIGCONT, for instance. */
  signal(app: App, signal: NodeJS.Signals): void {
    void this.running.get(app)?.kill(signal);
  }

  process(app: App): AppProcess {
    return this.running.get(app)!;
  }

  log(app: App): string {
    return this.running.get(app)?.output ?? '';
  }

  /** All that the apps wrote, wherever they keep it. */
  async written(): Promise<Written[]> {
    const { DATABASE_URL } = this.env;
    return [...filesIn(this.dataDir), ...(DATABASE_URL === undefined ? [] : await rowsIn(DATABASE_URL))];
  }

  /** A service of its own for a test, registered under a unique tag. */
  async service(options: ModelOptions = {}): Promise<ModelService> {
    const service = await ModelService.start(options);
    this.services.push(service);
    if (options.register !== false) await service.register(this.url('discovery'));
    if (options.register !== false && this.running.has('job-control')) await this.knows(service);
    return service;
  }

  /** Waits until job-control has heard of a service. */
  async knows({ tag, name: serviceName }: ModelService): Promise<void> {
    const document = { steps: [{ tasks: [{ tag, serviceName }] }] };
    const missing = async () =>
      (await this.jobs.post<{ warnings: string[] }>('/jobs/validate', document)).body.warnings.length;
    await until(async () => (await missing()) === 0, { what: `job-control’s knowing ${serviceName}` });
  }

  /** Takes a service out of discovery, and waits until job-control has heard of it. */
  async unregister({ url, tag }: ModelService): Promise<void> {
    await ask(`${this.url('discovery')}/unregister`, { body: { url } });
    const document = { steps: [{ tasks: [{ tag, input: {} }] }] };
    const planned = async () => JSON.stringify((await this.jobs.post<unknown>('/jobs/plan', document)).body);
    await until(async () => !(await planned()).includes(url), { what: `job-control’s forgetting ${url}` });
  }

  async stop(): Promise<void> {
    for (const app of ['job-control', 'shared-state', 'discovery'] as const) await this.down(app);
    await Promise.all(this.services.map((service) => service.stop()));
    await this.postgres?.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
