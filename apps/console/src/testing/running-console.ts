import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { TestApp } from '../../../../libs/platform/src/testing/test-app';
import { type Environment, startApp } from '#platform';
import { consoleInfo } from '../app-info';
import { ConsoleModule } from '../console.module';

export const PAGE = '<!doctype html><title>Console</title>';
export const SCRIPT = `console.log('${'x'.repeat(500)}');`;
export const OWN_PAGE = { 'x-csp-console': '1' };

/** The console in this process, with a small web application in place of the built one. */
export class RunningConsole {
  private constructor(
    readonly app: TestApp,
    private readonly web: string,
  ) {}

  static async start(env: Environment = {}): Promise<RunningConsole> {
    const web = mkdtempSync(join(tmpdir(), 'console-web-'));
    mkdirSync(join(web, 'assets'));
    writeFileSync(join(web, 'index.html'), PAGE);
    writeFileSync(join(web, 'assets/main-A1.js'), SCRIPT);
    writeFileSync(join(web, 'assets/main-A1.js.br'), brotliCompressSync(SCRIPT));
    const settings = { PORT: '0', LOG_LEVEL: 'silent', LOAD_SHED_DELAY_MS: '0', CONSOLE_WEB_DIR: web, ...env };
    try {
      return new RunningConsole(new TestApp(await startApp(ConsoleModule, consoleInfo, settings)), web);
    } catch (error) {
      rmSync(web, { recursive: true });
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.app.stop();
    rmSync(this.web, { recursive: true });
  }
}
