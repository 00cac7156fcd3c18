import { type ChildProcess, fork } from 'node:child_process';
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

/** By role, processes that wait for more to do: V8 has made them fast, so that they cost what they must and no more. */
const idle = new Map<string, ChildProcess[]>();

/** Has a role generate load, and looks at what the watched processes, and itself, used within its window. */
export function measure(role: string, options: LoopOptions, more: object, watched: readonly Watched[]) {
  const child = idle.get(role)?.pop() ?? start(role);
  const all = [...watched, { name: role, pid: child.pid ?? 0 }];
  let before: Usage[] = [];
  return new Promise<Measured>((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`${role} ended with ${code}`));
    const heard = (message: LoopMessage) => {
      if (message.at === 'begin') return void (before = all.map(({ pid }) => usageOf(pid)));
      const use = Object.fromEntries(all.map((one, n) => [one.name, since(before[n], one)]));
      child.off('message', heard).off('exit', ended);
      // It needs no stop: it ends with this process.
      child.unref();
      child.channel?.unref();
      idle.set(role, [...(idle.get(role) ?? []), child]);
      resolve({ ...message.result, use });
    };
    child.ref();
    child.channel?.ref();
    child.on('message', heard).on('exit', ended);
    child.send({ ...options, ...more });
  });
}

function start(role: string): ChildProcess {
  const execArgv = process.env.BENCH_PROFILE === role ? ['--cpu-prof', '--cpu-prof-dir=dist/bench/profiles'] : [];
  return fork(join(ROLES, `${role}.js`), [], { cwd: ROOT, execArgv, serialization: 'advanced' });
}

function since(before: Usage | undefined, { pid }: Watched): ProcessUse {
  const { cpuSeconds, rssBytes } = usageOf(pid);
  return { cpuSeconds: cpuSeconds - (before?.cpuSeconds ?? 0), rssMiB: rssBytes / MIB };
}
