import { formatPointers, isJsonObject, type JsonObject } from '#contract/pure';

/** Whether an input refers to the state document, or asks for its address, at any depth. */
export function readsState(input: unknown): boolean {
  if (Array.isArray(input)) return input.some(readsState);
  if (!isJsonObject(input)) return false;
  if (typeof input.$fromState === 'string' || input.$stateURL === true || isFormat(input)) return true;
  if (holdsLiteral(input)) return false;
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
  if (holdsLiteral(input)) return;
  if (typeof input.$fromState === 'string') pointers.add(input.$fromState);
  if (isFormat(input)) formatPointers(input.$format).forEach((pointer) => pointers.add(pointer));
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
  if (holdsLiteral(input) || isFormat(input)) return false;
  return Object.values(input).every(isLiteral);
}

/** `{"$literal": …}`: its content is passed through. */
export function holdsLiteral(node: JsonObject): boolean {
  return Object.hasOwn(node, '$literal');
}

/** `{"$format": "text {/pointer}"}` */
export function isFormat(node: JsonObject): node is JsonObject & { readonly $format: string } {
  return typeof node.$format === 'string';
}
