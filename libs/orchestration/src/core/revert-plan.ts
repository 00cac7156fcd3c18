import { removeAt, setAt } from '#contract/pure';
import { isWriteOpen } from './advance/backward';
import { handle } from './handle';
import { type BindEffect } from './model/effects';
import { type JobState } from './model/state';
import { type StateWrite } from './model/state-write';
import { type UndoPhase } from './model/unit-state';
import { bindEffect } from './effects/call-effects';
import { addressOf, type LocatedUnit, stepAt, unitsOf } from './queries/units';
import { revertForbidden } from './undo/revert-forbidden';
import { patchOf, takeBack } from './undo/take-back';

/** What a revert would do to one effect. */
export interface PlannedRevert {
  /** Address of the task, or of the item of a `forEach`. */
  readonly task: string;
  readonly requestId: string | null;
  readonly located: LocatedUnit;
  /** How an instance is looked for; null where nothing would be called. */
  readonly bind: BindEffect | null;
  /** Why nothing would be called. */
  readonly because: string | null;
  /** Nothing would be called although the effect may be there. */
  readonly staysOpen: boolean;
}

/** One step, as it would be undone. */
export interface RevertedStep {
  readonly name: string;
  readonly write: StateWrite | null;
  readonly reverts: readonly PlannedRevert[];
}

/** A pointer of the state document that a step wrote to. */
export interface PlannedTakeBack {
  readonly step: string;
  readonly pointer: string;
  readonly outcome: 'restored' | 'changed-since' | 'as-before';
}

/**
 * What a revert would do now, in its order: the state after the command says it, by the rules of the undo itself.
 * @throws ActionRefused where a revert makes no sense now.
 */
export function planRevert(before: JobState, to: string | null, now: number): RevertedStep[] {
  const { state } = handle(before, { type: 'revert', to, by: null, reason: null }, now);
  const lowest = state.undo?.to ?? state.steps.length;
  const indexes = Array.from({ length: state.steps.length - lowest }, (_, n) => state.steps.length - 1 - n);
  return indexes.filter((index) => !stepAt(before, index).step.undone).flatMap((index) => toRevertedStep(state, index));
}

function toRevertedStep(state: JobState, index: number): RevertedStep[] {
  const { step, plan } = stepAt(state, index);
  const units = [...unitsOf(state, index)].filter(({ unit }) => unit.undo !== null && !SETTLED.has(unit.undo.phase));
  const ordered = plan.sequential ? units.reverse() : units;
  const write = step.write && isWriteOpen(step.write.phase) ? step.write : null;
  if (ordered.length === 0 && write === null) return [];
  return [{ name: plan.name, write, reverts: ordered.map(toRevert) }];
}

/** What becomes of what the steps wrote into the state document, which holds this now. */
export function planTakeBack(steps: readonly RevertedStep[], document: unknown): PlannedTakeBack[] {
  let current = document;
  return steps.flatMap(({ name, write }): PlannedTakeBack[] => {
    if (!write) return [];
    const { operations, kept } = takeBack(current, write.writes);
    for (const patch of patchOf(operations, write.writes)) {
      current = patch.op === 'remove' ? removeAt(current, patch.path) : setAt(current, patch.path, patch.value);
    }
    const restored = new Set(operations.map(({ of }) => of));
    return write.writes.map(({ path }, of) => ({
      step: name,
      pointer: path,
      outcome: restored.has(of) ? 'restored' : kept.includes(path) ? 'changed-since' : 'as-before',
    }));
  });
}

/** An earlier revert has dealt with them. */
const SETTLED: ReadonlySet<UndoPhase> = new Set<UndoPhase>(['acknowledged', 'noop', 'written-off']);

function toRevert(located: LocatedUnit): PlannedRevert {
  const { undo, requestId } = located.unit;
  const isNeeded = undo?.phase !== 'not-needed';
  const forbidden = isNeeded ? (undo?.phase === 'open' ? undo.reason : revertForbidden(located)) : null;
  const isCalled = isNeeded && forbidden === null;
  return {
    task: addressOf(located),
    requestId,
    located,
    bind: isCalled ? bindEffect(located, true) : null,
    because: isCalled ? null : (forbidden ?? undo?.reason ?? null),
    staysOpen: forbidden !== null,
  };
}
