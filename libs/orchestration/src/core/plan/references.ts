import { isJsonObject } from '#contract/pure';

/** Whether an input refers to the state document, or asks for its address, at any depth. */
export function readsState(input: unknown): boolean {
  if (Array.isArray(input)) return input.some(readsState);
  if (!isJsonObject(input)) return false;
  if (typeof input.$fromState === 'string' || input.$stateURL === true) return true;
  return Object.values(input).some(readsState);
}

/** Pointers of all that an input takes from the state document, at any depth, each once. */
export function statePointers(input: unknown): string[] {
  const pointers = new Set<string>();
  collectPointers(input, pointers);
  return [...pointers];
}

function collectPointers(input: unknown, pointers: Set<string>): void {
  if (Array.isArray(input)) return input.forEach((item) => collectPointers(item, pointers));
  if (!isJsonObject(input)) return;
  if (typeof input.$fromState === 'string') pointers.add(input.$fromState);
  for (const member of Object.values(input)) collectPointers(member, pointers);
}

/** Whether nothing in an input stands for something else, at any depth: then it is sent as it is. */
export function isLiteral(input: unknown): boolean {
  if (Array.isArray(input)) return input.every(isLiteral);
  if (!isJsonObject(input)) return true;
  const { $fromState, $fromItem, $index, $stateURL } = input;
  if (typeof $fromState === 'string' || typeof $fromItem === 'string' || $index === true || $stateURL === true) {
    return false;
  }
  return Object.values(input).every(isLiteral);
}
