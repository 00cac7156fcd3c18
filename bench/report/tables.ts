import type { Machine } from '../harness/machine';
import type { StartTimes } from '../scenarios/start';
import type { Summary } from './summary';

const number = (value: number, digits = 0): string =>
  Number.isFinite(value)
    ? value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    : '–';

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function machineLine({ date, commit, node, system, cpu, cores, memoryGiB }: Machine): string {
  return `${date.slice(0, 16).replace('T', ' ')} UTC, commit ${commit}, Node ${node}, ${system}, ${cores} × ${cpu}, ${memoryGiB} GiB.`;
}

export function throughputTable(summaries: readonly Summary[]): string {
  const head = ['', 'in flight', 'jobs/s', 'calls/s', 'of the floor', 'p50 ms', 'p95 ms', 'p99 ms', '× floor’s p50'];
  const rows = summaries.map((one) => [
    one.title,
    String(one.inFlight),
    number(one.jobsPerSecond),
    number(one.callsPerSecond),
    `${number(one.ofFloor * 100)} %`,
    number(one.p50, 2),
    number(one.p95, 2),
    number(one.p99, 2),
    number(one.timesFloorLatency, 2),
  ]);
  return table(head, rows);
}

const COLUMNS = [
  'job-control',
  'job-control 2',
  'job-control 3',
  'shared-state',
  'discovery',
  'database',
  'target',
  'load',
];

export function usageTable(summaries: readonly Summary[]): string {
  const columns = COLUMNS.filter((name) => summaries.some(({ cpuPer1000 }) => name in cpuPer1000));
  const head = ['CPU s per 1,000 calls', 'in flight', ...columns, 'all', 'job-control MiB'];
  const rows = summaries.map(({ title, inFlight, cpuPer1000, rssMiB }) => {
    const all = Object.values(cpuPer1000).reduce((sum, value) => sum + value, 0);
    const cells = columns.map((name) => number(cpuPer1000[name] ?? NaN, 3));
    return [title, String(inFlight), ...cells, number(all, 3), number(rssMiB['job-control'] ?? NaN)];
  });
  return table(head, rows);
}

export function startTable({ platformUpMs, cliOverheadMs }: StartTimes): string {
  return table(
    ['', 'ms'],
    [
      ['`start-all.sh`, already built, until all apps respond', number(platformUpMs)],
      ['`job-runner run` beyond the job itself', number(cliOverheadMs)],
    ],
  );
}
