import { isJsonObject } from '#contract/pure';

/** Whether an input refers to the state document, or asks for its address, at any depth. */
export function readsState(input: unknown): boolean {
  if (Array.isArray(input)) return input.some(readsState);
  if (!isJsonObject(input)) return false;
  if (typeof input.$fromState === 'string' || input.$stateURL === true) return true;
  return Object.values(input).some(readsState);
}
