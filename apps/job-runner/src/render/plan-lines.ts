import type { JobPlanView, PlannedTaskView } from '#contract';
import { table } from './table';

/** Which services would be called now, and up to where it could be undone. */
export function planLines({ steps, undoableUpTo, warnings }: JobPlanView): string[] {
  const rows = steps.flatMap(({ name, mode, tasks }) =>
    tasks.map((task, index) => [index === 0 ? `${name} (${mode})` : '', ...cells(task)]),
  );
  return [
    ...table([['STEP', 'TASK', 'ACTION', 'SERVICE', 'UNDO'], ...rows]),
    ...warnings.map((warning) => `warning: ${warning}`),
    ...undoable(undoableUpTo),
  ];
}

function cells({ address, action, service, reversible, skippedBecause }: PlannedTaskView): string[] {
  const who = service === undefined ? 'nobody offers it now' : `${service.name}  ${service.url}`;
  return [address, action, skippedBecause === undefined ? who : `skipped: ${skippedBecause}`, reversible ?? ''];
}

function undoable(upTo: string | null | undefined): string[] {
  if (upTo === undefined) return [];
  return [upTo === null ? 'nothing of it could be undone' : `it could be undone up to and including ${upTo}`];
}
