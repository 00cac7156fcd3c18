import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** A client in a process of its own, so that what a test does delays none of its requests. On SIGTERM it prints JSON, and ends. */
export class ClientProcess<T> {
  private readonly output: Promise<string>;

  private constructor(private readonly child: ChildProcess) {
    this.output = text(child.stdout!);
  }

  /** @param script in this directory */
  static start<T>(script: string, urls: readonly string[]): ClientProcess<T> {
    const child = spawn(process.execPath, [join(__dirname, script), ...urls], { stdio: ['ignore', 'pipe', 'inherit'] });
    return new ClientProcess(child);
  }

  async stop(): Promise<T> {
    this.child.kill('SIGTERM');
    const output = await this.output;
    if (this.child.exitCode === null) await once(this.child, 'close');
    return JSON.parse(output) as T;
  }
}
