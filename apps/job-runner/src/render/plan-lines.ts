import type { JobPlanView, PlannedStepView, PlannedTaskView } from '#contract';
import { table } from './table';

/** Which services would be called now, and up to where the job could be undone. */
export function planLines({ steps, tasksLeftOut, undoableUpTo, warnings }: JobPlanView, columns?: number): string[] {
  const rows = steps.flatMap(({ name, mode, tasks }) =>
    tasks.map((task, index) => [index === 0 ? `${name} (${mode})` : '', ...cells(task)]),
  );
  return [
    ...table([['STEP', 'TASK', 'ACTION', 'SERVICE', 'UNDO'], ...rows], columns),
    ...(tasksLeftOut === undefined ? [] : [`and ${tasksLeftOut} tasks more`]),
    ...steps.flatMap(({ name, waitsFor }) => (waitsFor === undefined ? [] : [`${name} waits: ${waitsFor}`])),
    ...steps.flatMap(({ tasks }) =>
      tasks.flatMap((task) => [...translated(task), ...believed(task), ...onFailureLines(task)]),
    ),
    ...warnings.map((warning) => `warning: ${warning}`),
    ...undoable(undoableUpTo, steps, tasksLeftOut),
  ];
}

/** No service would be called for a task that calls one. */
export function lacksService({ service, skippedBecause }: PlannedTaskView): boolean {
  return service === undefined && skippedBecause === undefined;
}

function cells({ address, action, service, definition, reversible, skippedBecause }: PlannedTaskView): string[] {
  const starts = definition === undefined ? '' : `  starts ${definition}`;
  const who = service === undefined ? 'no instance offers it now' : `${service.name}  ${service.url}${starts}`;
  return [address, action, skippedBecause === undefined ? who : `skipped: ${skippedBecause}`, reversible ?? ''];
}

/** How the service calls what the task says in terms of a profile. */
function translated({ address, translation }: Pick<PlannedTaskView, 'address' | 'translation'>): string[] {
  if (!translation) return [];
  const { command = 'plain input', terms } = translation;
  return [`${address}: ${command} with ${terms.map(({ term, field }) => `${term} as ${field}`).join(', ')}`];
}

/** How an unknown outcome of a call, and of its undo, would be handled. */
function believed({
  address,
  ifUnknown,
  ifUndone,
}: Pick<PlannedTaskView, 'address' | 'ifUnknown' | 'ifUndone'>): string[] {
  return [
    ...(ifUnknown === undefined ? [] : [`${address}: if its outcome is unknown: ${ifUnknown}`]),
    ...(ifUndone === undefined ? [] : [`${address}: if it is undone: ${ifUndone}`]),
  ];
}

/** Every branch that a failure may lead to. */
function onFailureLines({ address, alternatives = [], onFailure }: PlannedTaskView): string[] {
  const branches = alternatives.flatMap((call, index) => {
    const branch = `${address}, alternative ${index + 1}`;
    const { service, reversible = '' } = call;
    const who = service === undefined ? 'no instance offers it now' : `${service.name}  ${service.url}`;
    return [
      `${branch}: ${who}  ${reversible}`.trimEnd(),
      ...translated({ ...call, address: branch }),
      ...believed({ ...call, address: branch }),
    ];
  });
  const ends = { pause: 'the job is paused', continue: 'it is undone, and the job goes on without it' } as const;
  return [...branches, ...(onFailure === undefined ? [] : [`${address}: if it fails: ${ends[onFailure]}`])];
}

function undoable(upTo: string | null | undefined, steps: readonly PlannedStepView[], leftOut = 0): string[] {
  if (upTo === undefined) return [];
  if (upTo === null) return ['nothing of it could be undone'];
  const before = steps.slice(0, steps.findIndex(({ name }) => name === upTo) + 1);
  const isKnown =
    leftOut === 0 &&
    before.every(({ tasks }) =>
      tasks.every(({ reversible, reversibleAtWorst = reversible }) => reversibleAtWorst !== 'unknown'),
    );
  return [
    `${isKnown ? 'it' : 'unless a service of unknown undo refuses, it'} could be undone up to and including ${upTo}`,
  ];
}
