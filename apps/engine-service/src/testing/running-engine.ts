import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import type { LedgerSchema } from '#composable';
import { PublicAddress, startApp } from '#platform';
import { type Database, DATABASE } from '#storage';
import type { EmptyDatabase } from '#storage/testing';
import { engineInfo } from '../app-info';
import { engineSource } from '../engine.module';

/** A port without a listener; the engine keeps retrying in the background. */
const NO_DISCOVERY = 'http://127.0.0.1:9';

export interface EngineResponse {
  status: number;
  body: Record<string, unknown> | undefined;
}

/** A whole engine, in this process, on a free port. */
export class RunningEngine {
  private constructor(
    private readonly app: INestApplication,
    readonly url: string,
  ) {}

  static async start(design: string, { dataDir, databaseUrl }: EmptyDatabase): Promise<RunningEngine> {
    const env = { DESIGN: design, DATA_DIR: dataDir, DATABASE_URL: databaseUrl };
    const rest = { PORT: '0', LOG_LEVEL: 'silent', DISCOVERY_URL: NO_DISCOVERY };
    const app = await startApp(engineSource, engineInfo, { ...env, ...rest });
    return new RunningEngine(app, app.get(PublicAddress).url);
  }

  get database(): Database<LedgerSchema> {
    return this.app.get<Database<LedgerSchema>>(DATABASE);
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<EngineResponse> {
    const response = await fetch(`${this.url}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as EngineResponse['body']) };
  }

  async forms(): Promise<unknown> {
    return (await fetch(`${this.url}/forms`)).json();
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}

const directories: string[] = [];
afterAll(() => directories.splice(0).forEach((directory) => rmSync(directory, { recursive: true })));

/** Writes a design, and the code of its commands, to a folder of their own. @returns the design's path */
export function designFile(design: object, code: Record<string, string> = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'design-'));
  directories.push(directory);
  const path = join(directory, 'design.json');
  writeFileSync(path, JSON.stringify(design));
  for (const [name, source] of Object.entries(code)) {
    const file = join(directory, 'commands', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, source);
  }
  return path;
}
