import type { StartTimes } from '../scenarios/start';
import type { Summary } from './summary';
import { table } from './tables';

/** Where a figure should arrive, and where it is. */
export interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
  readonly met: boolean;
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;
export const times = (factor: number): string => `${factor.toFixed(2)} ×`;

export function atLeast(what: string, wanted: number, found: number | undefined, show = percent): Target[] {
  return found === undefined ? [] : [{ what, wanted: `≥ ${show(wanted)}`, found: show(found), met: found >= wanted }];
}

export function atMost(what: string, wanted: number, found: number | undefined, show = times): Target[] {
  return found === undefined ? [] : [{ what, wanted: `≤ ${show(wanted)}`, found: show(found), met: found <= wanted }];
}

export function quickTargets(summaries: readonly Summary[], start?: StartTimes): Target[] {
  const find = (id: string): Summary | undefined => summaries.find((one) => one.id === id);
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  return [
    ...atLeast('SQLite, 64 in flight: calls/s of the floor', 0.5, find('sqlite/stateless@64')?.ofFloor),
    ...atLeast('SQLite, 64 in flight, with state', 1 / 3, find('sqlite/state@64')?.ofFloor),
    ...atLeast('PostgreSQL, 64 in flight', 0.4, find('postgres/stateless@64')?.ofFloor),
    ...atLeast('PostgreSQL, 64 in flight, with state', 0.25, find('postgres/state@64')?.ofFloor),
    ...atMost('SQLite, alone: median latency of the floor’s', 2.5, find('sqlite/stateless@1')?.timesFloorLatency),
    ...atMost('PostgreSQL, alone', 4, find('postgres/stateless@1')?.timesFloorLatency),
    ...atMost('Platform up', 3_000, start?.platformUpMs, ms),
    ...atMost('Command line beyond the job', 300, start?.cliOverheadMs, ms),
  ];
}

export function targetTable(targets: readonly Target[]): string {
  const rows = targets.map(({ what, wanted, found, met }) => [what, wanted, found, met ? 'met' : '**missed**']);
  return table(['', 'wanted', 'found', ''], rows);
}
