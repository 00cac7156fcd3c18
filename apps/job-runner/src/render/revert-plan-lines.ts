import type { PlannedRevertView, RevertPlanView } from '#contract';
import { table } from './table';

/** What a revert would do, effect by effect in its order, and what would stay. */
export function revertPlanLines(
  { effects, effectsLeftOut, state, notUndoable, warnings }: RevertPlanView,
  columns?: number,
): string[] {
  if (effects.length === 0 && state.length === 0) return ['nothing would be undone'];
  return [
    ...table([['TASK', 'ACTION', 'SERVICE', 'UNDO', 'BECAUSE'], ...effects.map(cells)], columns),
    ...(effectsLeftOut === undefined ? [] : [`and ${effectsLeftOut} effects more`]),
    ...state.map(({ step, pointer, outcome }) => `state ${pointer || '/'} of ${step}: ${outcome}`),
    ...notUndoable.map(({ what, reason }) => `would stay: ${what}: ${reason}`),
    ...warnings.map((warning) => `warning: ${warning}`),
    ...(notUndoable.length === 0 && warnings.length === 0 ? ['all of it would be undone, as far as services say'] : []),
  ];
}

function cells({ task, action, service, instance, reversible, because }: PlannedRevertView): string[] {
  const who = instance === undefined ? (service ?? '') : `${instance.name}  ${instance.url}`;
  return [task, action, who, reversible ?? '', because ?? ''];
}
