import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = join(__dirname, '../../..');
const MAIN = join(ROOT, 'dist/job-runner.js');

export interface Run {
  exitCode: number | null;
  out: string;
  err: string;
}

/** The command line as a process, in the root of the repository. */
export class JobRunner {
  constructor(private readonly env: Record<string, string>) {}

  /** `interruptAt`: Ctrl-C as soon as this stands in the output. */
  async run(args: string[], interruptAt?: string): Promise<Run> {
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: ROOT, env: { PATH: process.env.PATH, ...this.env } });
    let seen = '';
    child.stdout.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      if (interruptAt !== undefined && seen.includes(interruptAt)) child.kill('SIGINT');
    });
    const [[exitCode], out, err] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
    return { exitCode: exitCode as number | null, out, err };
  }
}
