import { text } from 'node:stream/consumers';
import type { Terminal } from './terminal';

/** The real terminal. */
export class ProcessTerminal implements Terminal {
  readonly cwd = process.cwd();
  readonly out = process.stdout;
  readonly err = process.stderr;
  exitCode = 0;
  private interrupted?: AbortController;

  readInput(): Promise<string> {
    return text(process.stdin);
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
