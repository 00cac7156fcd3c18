import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { AppProcess } from '../../e2e/support/app-process';
import { Platform } from '../../e2e/support/platform';
import { type Platform as SteerablePlatform } from '../../support/platform';
import { launchBrowser } from './chromium';
import { type PageOptions, WatchedPage } from './watched-page';

const TRIP_DESIGNS = ['examples/designs/flight.json', 'examples/designs/hotel.json'];

/** What stands behind the console. */
interface Behind {
  /** What every app is told. */
  readonly env: Record<string, string>;
  readonly directory: string;
  stop(): Promise<void>;
}

/** The platform, the console and a browser, as people have them. */
export class ConsoleBench {
  private readonly pages: WatchedPage[] = [];

  private constructor(
    readonly platform: Behind,
    private readonly server: AppProcess,
    private readonly browser: Browser,
    /** Where the console is. */
    readonly url: string,
  ) {}

  /**
   * @param designs what engines run; each becomes a service
   * @param settings more of the environment, for every app
   */
  static async start(designs: string[] = [], settings: Record<string, string> = {}): Promise<ConsoleBench> {
    return ConsoleBench.of(await Platform.start(designs, settings));
  }

  /** Before a platform whose apps a test stops and starts. */
  static before(platform: SteerablePlatform): Promise<ConsoleBench> {
    const { environment: env, dataDir: directory } = platform;
    return ConsoleBench.of({ env, directory, stop: () => platform.stop() });
  }

  /** With the three services of examples/trip. */
  static async startTrip(settings: Record<string, string> = {}): Promise<ConsoleBench> {
    const platform = await Platform.start(TRIP_DESIGNS, settings);
    await platform.service('examples/trip/car-rental.mjs');
    return ConsoleBench.of(platform);
  }

  private static async of(platform: Behind): Promise<ConsoleBench> {
    const browser = await launchBrowser();
    const DATA_DIR = join(platform.directory, 'console');
    const server = AppProcess.spawn('console', { ...platform.env, DATA_DIR });
    return new ConsoleBench(platform, server, browser, await server.url());
  }

  /** A tab that shows a path of the console. */
  async open(path: string, options?: PageOptions): Promise<WatchedPage> {
    const opened = await WatchedPage.open(this.browser, this.url, options);
    this.pages.push(opened);
    await opened.goto(path);
    return opened;
  }

  /** Submits a job document to job-control; returns its id. */
  async submit(job: object): Promise<string> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${this.platform.env.JOB_CONTROL_URL}/jobs`, {
      ...{ method: 'POST', headers, body: JSON.stringify(job) },
    });
    const { jobId } = (await response.json()) as { jobId: string };
    return jobId;
  }

  async stop(): Promise<void> {
    await Promise.all(this.pages.map((page) => page.close()));
    await this.browser.close();
    await this.server.kill('SIGKILL');
    await this.platform.stop();
  }
}
