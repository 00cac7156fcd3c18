import { isCommandMessage, isJsonObject } from '#contract/pure';
import type { PlannedTask } from '../core/plan/plan';

/** The name of the definition that a task starts; null where it does something else, or only the state tells the name. */
export function startedDefinition({ selector, input }: Pick<PlannedTask, 'selector' | 'input'>): string | null {
  const isMessage = isCommandMessage(input);
  if (selector.resource !== 'job' && !(isMessage && input.resource === 'job')) return null;
  const document = isMessage ? input.payload : input;
  return isJsonObject(document) && typeof document.definition === 'string' ? document.definition : null;
}
