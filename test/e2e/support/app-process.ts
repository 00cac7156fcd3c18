import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';

const ROOT = join(__dirname, '../../..');

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** One of the built apps, as a process of its own. */
export class AppProcess {
  private stdout = '';
  private stderr = '';
  readonly ended: Promise<Ended>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = once(child, 'close').then(([code]) => ({
      code: code as number | null,
      stdout: this.stdout,
      stderr: this.stderr,
    }));
  }

  static spawn(app: string, env: Record<string, string>): AppProcess {
    return AppProcess.script(join('dist', `${app}.js`), env);
  }

  /** From the files it is bundled of: what is preloaded can get between them. */
  static spawnUnbundled(app: string, env: Record<string, string>): AppProcess {
    return AppProcess.script(join('dist/apps', app, 'src/main.js'), env);
  }

  /**
   * Any other script, by default of the repository, that says, as the apps do, where it listens.
   * @param through a command that starts it, with arguments
   */
  static script(path: string, env: Record<string, string>, through: readonly string[] = []): AppProcess {
    const [command = process.execPath, ...args] = [...through, process.execPath, resolve(ROOT, path)];
    return new AppProcess(spawn(command, args, { env: { PATH: process.env.PATH, PORT: '0', ...env } }));
  }

  /** Where it listens, once it does. */
  async url(): Promise<string> {
    for (;;) {
      const [, url] = / listening on ([^\s"]+)"?}?\n/.exec(this.stdout) ?? [];
      if (url !== undefined) return url;
      const event = await Promise.race([once(this.child.stdout!, 'data').then(() => 'data'), this.ended]);
      if (event !== 'data') throw new Error(`it ended instead of listening: ${this.stderr}`);
    }
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** All it has said so far. */
  get output(): string {
    return `${this.stdout}${this.stderr}`;
  }

  kill(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }
}
