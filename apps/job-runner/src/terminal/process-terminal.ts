import { homedir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Terminal } from './terminal';

/** The real terminal. */
export class ProcessTerminal implements Terminal {
  readonly cwd = process.cwd();
  readonly configDir = join(homedir(), '.config', 'job-runner');
  readonly out = process.stdout;
  readonly err = process.stderr;
  exitCode = 0;
  private interrupted?: AbortController;

  constructor() {
    process.stdout.on('error', endQuietly);
  }

  get isInteractive(): boolean {
    return process.stdin.isTTY && process.stderr.isTTY;
  }

  readInput(): Promise<Buffer> {
    return buffer(process.stdin);
  }

  async ask(question: string, otherwise: string): Promise<string> {
    if (!this.isInteractive) return otherwise;
    const { createInterface } = await import('node:readline/promises');
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return (await lines.question(`${question}?${otherwise === '' ? '' : ` [${otherwise}]`} `)).trim() || otherwise;
    } finally {
      lines.close();
    }
  }

  interruption(): AbortSignal {
    if (!this.interrupted) {
      const interrupted = new AbortController();
      process.once('SIGINT', () => interrupted.abort());
      this.interrupted = interrupted;
    }
    return this.interrupted.signal;
  }
}

/** The reader of our output (`head`, for example) has seen enough. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}
