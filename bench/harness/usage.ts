import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

/** What a process and all its descendants have used so far. Only where there is a /proc. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly rssBytes: number;
}

interface Stat {
  readonly parent: number;
  readonly ticks: number;
  readonly pages: number;
}

export function usageOf(pid: number): Usage {
  const all = readAll();
  const family = [pid];
  for (const one of family) for (const [child, { parent }] of all) if (parent === one) family.push(child);
  const stats = family.flatMap((member) => all.get(member) ?? []);
  return {
    cpuSeconds: stats.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND,
    rssBytes: stats.reduce((sum, { pages }) => sum + pages, 0) * PAGE_BYTES,
  };
}

function readAll(): Map<number, Stat> {
  const pids = listProc().filter((name) => /^\d+$/.test(name));
  return new Map(pids.flatMap((pid) => readStat(pid)));
}

function listProc(): string[] {
  try {
    return readdirSync('/proc');
  } catch {
    return [];
  }
}

/** See proc(5): the fields after the name, which may hold spaces. What its ended children used counts too. */
function readStat(pid: string): [number, Stat][] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, user = 0, system = 0, childUser = 0, childSystem = 0, pages = 0] = [1, 11, 12, 13, 14, 21].map(
      (index) => fields[index],
    );
    return [[Number(pid), { parent, ticks: user + system + childUser + childSystem, pages }]];
  } catch {
    return [];
  }
}
