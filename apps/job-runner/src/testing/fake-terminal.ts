import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Screen, Terminal } from '../terminal/terminal';

class Paper implements Screen {
  text = '';

  write(text: string): void {
    this.text += text;
  }
}

const directories: string[] = [];
afterAll(() => directories.splice(0).forEach((directory) => rmSync(directory, { recursive: true })));

function newDirectory(): string {
  directories.push(mkdtempSync(join(tmpdir(), 'job-runner-')));
  return directories.at(-1)!;
}

/** A terminal without a screen, in a working directory of its own. */
export class FakeTerminal implements Terminal {
  readonly cwd = newDirectory();
  configDir = join(this.cwd, '.config');
  readonly out = new Paper();
  readonly err = new Paper();
  readonly ctrlC = new AbortController();
  exitCode = 0;
  isInteractive = false;
  /** The user's reply to a question. */
  answers: Record<string, string> = {};

  /** Writes a file into the working directory. */
  file(name: string, content: unknown): string {
    writeFileSync(join(this.cwd, name), typeof content === 'string' ? content : JSON.stringify(content));
    return name;
  }

  readInput(): Promise<Buffer> {
    return Promise.resolve(Buffer.from('{}'));
  }

  ask(question: string, otherwise: string): Promise<string> {
    return Promise.resolve(this.answers[question] ?? otherwise);
  }

  interruption(): AbortSignal {
    return this.ctrlC.signal;
  }
}
