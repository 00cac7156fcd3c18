import type { JsonObject } from '#contract/pure';
import type { Command } from '../model/commands';
import type { Effect } from '../model/effects';
import type { RecordedEvent } from '../model/events';
import { handleAll } from '../handle';
import { pendingEffects } from '../pending-effects';
import { POLICY_DEFAULTS } from '../plan/defaults';
import type { JobState } from '../model/state';
import type { ServiceResponse } from '../model/service-response';
import { responseTo, TARGET } from './test-job';

/** Calls whose responses come together. */
const AT_ONCE = 64;

/** The writes of a job without a state document whose calls all get the same response, as the journal holds them. */
export function jobHistory(jobId: string, document: JsonObject, response: ServiceResponse): RecordedEvent[][] {
  const defaults = POLICY_DEFAULTS;
  let commands: Command[] = [
    { type: 'submit', jobId, document, defaults, lenient: false, warnings: [], stateDoc: null },
  ];
  const writes: RecordedEvent[][] = [];
  for (let state: JobState | null = null; commands.length > 0;) {
    const transition = handleAll(state, commands, 1_000);
    if (transition.events.length > 0) writes.push([...transition.events]);
    state = transition.state;
    commands = transition.more
      ? [{ type: 'tick' }]
      : pendingEffects(state)
          .flatMap((effect) => outcomeOf(effect, response) ?? [])
          .slice(0, AT_ONCE);
  }
  return writes;
}

function outcomeOf(effect: Effect, response: ServiceResponse): Command | null {
  if (effect.kind === 'call') return responseTo(effect, response);
  if (effect.kind !== 'bind') return null;
  return { type: 'bound', ...effect.unit, undo: effect.undo, target: effect.same ?? TARGET };
}
