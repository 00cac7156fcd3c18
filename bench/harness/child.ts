import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ROOT } from './root';

const STOP_LIMIT_MS = 10_000;

const alive = new Set<ChildProcess>();
// Whatever happens to the benchmark, nothing stays behind.
process.once('exit', () => alive.forEach((child) => child.kill('SIGKILL')));

/** A process that says where it listens, as the apps do. */
export class Child {
  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** Starts a script with Node; resolves when it has printed an address. */
  static async start(name: string, script: string, env: Record<string, string> = {}, args: string[] = []) {
    const child = spawn(process.execPath, [...nodeOptions(name), script, ...args], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, PORT: '0', ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    alive.add(child);
    child.once('exit', () => alive.delete(child));
    for await (const line of createInterface(child.stdout)) {
      const [, url] = /((?:https?|postgres|redis):\/\/[^\s"]+)/.exec(line) ?? [];
      if (url === undefined) continue;
      child.stdout.resume();
      return new Child(name, child, url);
    }
    throw new Error(`${name} ended before it listened`);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Asks it to end, and insists after a while. A database server ends by itself when its stdin does. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.stdin?.end();
    if (this.name !== 'database') this.child.kill('SIGTERM');
    const insist = setTimeout(() => this.child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(insist);
  }
}

/** `BENCH_PROFILE=job-control` writes a CPU profile of that process into dist/bench/profiles. */
function nodeOptions(name: string): string[] {
  return process.env.BENCH_PROFILE === name ? ['--cpu-prof', '--cpu-prof-dir=dist/bench/profiles'] : [];
}
