import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const SCRIPT = join(__dirname, 'ask-all-the-time.mjs');

/** By address: how often which response came, and how long the slowest took. */
export type Served = Record<string, { readonly responses: Record<string, number>; readonly slowestMs: number }>;

/** A client that asks for something small all the time; see ask-all-the-time.mjs. */
export class Bystander {
  private readonly output: Promise<string>;

  private constructor(private readonly child: ChildProcess) {
    this.output = text(child.stdout!);
  }

  static start(urls: readonly string[]): Bystander {
    return new Bystander(spawn(process.execPath, [SCRIPT, ...urls], { stdio: ['ignore', 'pipe', 'inherit'] }));
  }

  async stop(): Promise<Served> {
    this.child.kill('SIGTERM');
    const output = await this.output;
    if (this.child.exitCode === null) await once(this.child, 'close');
    return JSON.parse(output) as Served;
  }
}
