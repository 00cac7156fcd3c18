import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const SCREENSHOTS = join(__dirname, '../../../dist/screenshots');
const AXE = require.resolve('axe-core/axe.min.js');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface PageOptions {
  /** Default 1280. */
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** One tab with cookies of its own, which notes everything that must not happen in it. */
export class WatchedPage {
  /** Errors and warnings of scripts, reports of the Content-Security-Policy, requests to other places. */
  readonly faults: string[] = [];
  /** Of these, the responses that a test provokes. */
  readonly expectedStatuses = new Set<number>();

  private constructor(
    private readonly context: BrowserContext,
    /** Everything that Playwright offers. */
    readonly page: Page,
    private readonly origin: string,
  ) {}

  static async open(browser: Browser, origin: string, options: PageOptions = {}): Promise<WatchedPage> {
    const { width = 1_280, colorScheme = 'light' } = options;
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme,
      reducedMotion: 'reduce',
    });
    const watched = new WatchedPage(context, await context.newPage(), origin);
    await watched.watch();
    return watched;
  }

  /** Opens a path of the console, such as `/jobs`, and waits until its first heading is there. */
  async goto(path: string): Promise<void> {
    await this.page.goto(this.origin + path);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** What axe-core finds fault with: one line for each rule and element. */
  async accessibilityFaults(): Promise<string[]> {
    await this.page.evaluate(await readFile(AXE, 'utf8'));
    const run = `axe.run(document, { runOnly: ${JSON.stringify(WCAG)} })`;
    const { violations } = await this.page.evaluate<AxeResults>(run);
    return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
  }

  /** No faults until now, none for people who use other senses than others do, in light and in dark. */
  async expectSound(): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme });
      expect({ colorScheme, faults: await this.accessibilityFaults() }).toEqual({ colorScheme, faults: [] });
    }
    expect(this.faults).toEqual([]);
  }

  /** Keeps pictures of the screen as build output: dist/screenshots/NAME-light.png and NAME-dark.png. */
  async screenshots(name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme });
      await this.page.screenshot({ path: join(SCREENSHOTS, `${name}-${colorScheme}.png`) });
    }
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  private async watch(): Promise<void> {
    const { page } = this;
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => this.faults.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type())) return;
      const [, status] = /status of (\d{3})/.exec(message.text()) ?? [];
      if (!this.expectedStatuses.has(Number(status))) this.faults.push(`${message.type()}: ${message.text()}`);
    });
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== this.origin) this.faults.push(`request to ${request.url()}`);
    });
    page.on('dialog', (dialog) => {
      this.faults.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.exposeFunction('noteCspReport', (report: string) => this.faults.push(report));
    await page.addInitScript(`addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      noteCspReport('CSP: ' + violatedDirective + ' blocked ' + blockedURI))`);
  }
}
