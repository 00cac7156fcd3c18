import { type JournalEvent } from '../model/events';
import { initialUnit } from '../model/initial-unit';
import { type NextCall, type Reaction } from '../model/unit-state';
import { copyUnit, type UnitDraft } from '../model/unit-copies';
import { markForUndo } from '../queries/mark-for-undo';
import { undoNeed } from '../queries/undo-need';
import { unitAt } from '../queries/units';
import { changeUnit } from './change-unit';
import { type StateDraft } from './state-draft';
import { reopenUnit } from './undo';

const REACTIONS = ['unit-undo-started', 'unit-alternative-started', 'unit-tolerated', 'unit-retried'] as const;
export type ReactionEvent = Extract<JournalEvent, { type: (typeof REACTIONS)[number] }>;

export function isReactionEvent(event: JournalEvent): event is ReactionEvent {
  return (REACTIONS as readonly string[]).includes(event.type);
}

/** What is done about the failure of a unit. */
export function evolveReaction(draft: StateDraft, event: ReactionEvent, at: number): void {
  const located = unitAt(draft.state, event);
  const { planned } = located;
  switch (event.type) {
    case 'unit-undo-started': {
      const need = undoNeed(draft.state, located);
      return changeUnit(draft, event, (unit) => markForUndo(unit, planned, need));
    }
    case 'unit-alternative-started':
      return changeUnit(draft, event, (unit) => {
        const tried = [...(unit.reaction?.tried ?? []), asTried(unit)];
        beginAnew(unit, planned.action);
        react(unit, { tried, restartedAt: at });
      });
    case 'unit-tolerated':
      return changeUnit(draft, event, (unit) => react(unit, { tolerated: event.how }));
    case 'unit-retried':
      return changeUnit(draft, event, (unit) => retry(unit, planned.action, event.next, at));
  }
}

function react(unit: UnitDraft, change: Partial<Reaction>): void {
  const { tried, restartedAt, tolerated } = { ...NO_REACTION, ...unit.reaction, ...change };
  unit.reaction = { tried, restartedAt, tolerated };
}

const NO_REACTION: Reaction = { tried: [], restartedAt: null, tolerated: null };

/** What is undone needs neither its message nor its response any more. */
function asTried(unit: UnitDraft): UnitDraft {
  const tried = copyUnit(unit);
  tried.item = undefined;
  tried.body = null;
  tried.terms = null;
  tried.result = undefined;
  tried.reaction = null;
  return tried;
}

/** As if it had never been called; its time began when it began first. */
function beginAnew(unit: UnitDraft, action: NextCall['action']): void {
  const { item, startedAt, reaction } = unit;
  Object.assign(unit, copyUnit(initialUnit({ action, settles: false }, item)), { startedAt, reaction });
}

function retry(unit: UnitDraft, action: NextCall['action'], next: NextCall | undefined, at: number): void {
  if (unit.undo !== null) return reopenUnit(unit);
  if (next === undefined) beginAnew(unit, action);
  else tryAgain(unit, next, at);
  react(unit, { restartedAt: at });
}

function tryAgain(unit: UnitDraft, next: NextCall, at: number): void {
  unit.phase = 'binding';
  unit.error = null;
  unit.endedAt = null;
  unit.result = undefined;
  unit.call.next = next;
  unit.call.spent = 0;
  // A refusal now says nothing of what was sent before.
  unit.call.unconfirmed ||= unit.effect !== 'none';
  unit.call.since = at;
  unit.call.hurried = true;
}
