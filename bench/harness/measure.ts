import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { LoopMessage, LoopOptions, LoopResult } from './closed-loop';
import { ROLES, ROOT } from './root';
import { type Usage, usageOf } from './usage';

/** A process whose use is told. */
export interface Watched {
  readonly name: string;
  readonly pid: number;
}

export interface ProcessUse {
  readonly cpuSeconds: number;
  readonly rssMiB: number;
}

export interface Measured extends LoopResult {
  readonly use: Readonly<Record<string, ProcessUse>>;
}

const MIB = 1024 ** 2;

/** Has a role generate load, and looks at what the watched processes, and itself, used within its window. */
export function measure(role: string, options: LoopOptions, more: object, watched: readonly Watched[]) {
  return new Promise<Measured>((resolve, reject) => {
    const execArgv = process.env.BENCH_PROFILE === role ? ['--cpu-prof', '--cpu-prof-dir=dist/bench/profiles'] : [];
    const child = fork(join(ROLES, `${role}.js`), [], { cwd: ROOT, execArgv, serialization: 'advanced' });
    child.send({ ...options, ...more });
    const all = [...watched, { name: role, pid: child.pid ?? 0 }];
    let before: Usage[] = [];
    child.on('message', (message: LoopMessage) => {
      if (message.at === 'begin') before = all.map(({ pid }) => usageOf(pid));
      else
        resolve({ ...message.result, use: Object.fromEntries(all.map((one, n) => [one.name, since(before[n], one)])) });
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${role} ended with ${code}`)));
  });
}

function since(before: Usage | undefined, { pid }: Watched): ProcessUse {
  const { cpuSeconds, rssBytes } = usageOf(pid);
  return { cpuSeconds: cpuSeconds - (before?.cpuSeconds ?? 0), rssMiB: rssBytes / MIB };
}
