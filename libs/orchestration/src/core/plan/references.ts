import { formatPointers, isJsonObject, type JsonObject, placesIn } from '#contract/pure';

/** What an input is made of. */
export interface InputTraits {
  /** It refers to the state document, or asks for its address, at any depth. */
  readonly readsState: boolean;
  /** Nothing in it stands for something else: it is sent as it is. */
  readonly literal: boolean;
}

/** Yields for every object and list that it looks into. */
export function* scanInput(input: unknown): Generator<void, InputTraits> {
  let [readsState, literal] = [false, true];
  for (const { value } of placesIn(input, outsideLiteral)) {
    yield;
    if (!isJsonObject(value)) continue;
    const { $fromState, $fromItem, $index, $stateURL } = value;
    const reads = typeof $fromState === 'string' || $stateURL === true || isFormat(value);
    readsState ||= reads;
    if (reads || typeof $fromItem === 'string' || $index === true || isLiteral(value)) literal = false;
  }
  return { readsState, literal };
}

function outsideLiteral(value: object): readonly string[] | undefined {
  return isJsonObject(value) && isLiteral(value) ? [] : undefined;
}

/** Pointers of all that an input takes from the state document, at any depth, each once. */
export function statePointers(input: unknown): string[] {
  const pointers = new Set<string>();
  for (const { value } of placesIn(input, outsideLiteral)) {
    if (!isJsonObject(value) || isLiteral(value)) continue;
    if (typeof value.$fromState === 'string') pointers.add(value.$fromState);
    if (isFormat(value)) formatPointers(value.$format).forEach((pointer) => pointers.add(pointer));
  }
  return [...pointers];
}

/** `{"$literal": …}`: its content is passed through. */
export function isLiteral(node: JsonObject): boolean {
  return Object.hasOwn(node, '$literal');
}

/** `{"$format": "text {/pointer}"}` */
export function isFormat(node: JsonObject): node is JsonObject & { readonly $format: string } {
  return typeof node.$format === 'string';
}
