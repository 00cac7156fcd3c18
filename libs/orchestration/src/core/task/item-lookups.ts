import { isJsonObject, type JsonObject } from '#contract/pure';
import { isFormat, isLiteral } from '../plan/references';

/** The references of an input whose outcome depends on the item, each once. */
export function itemLookups(input: unknown): unknown[] {
  const found = new Map<string, unknown>();
  for (const lookup of lookupsIn(input)) found.set(JSON.stringify(lookup), lookup);
  return [...found.values()];
}

function* lookupsIn(node: unknown): Generator<unknown> {
  if (Array.isArray(node)) {
    for (const item of node) yield* lookupsIn(item);
  } else if (isJsonObject(node)) {
    if (dependsOnItem(node)) yield node;
    else if (!isReplaced(node)) for (const member of Object.values(node)) yield* lookupsIn(member);
  }
}

/** In the order of `resolveInput`. */
function dependsOnItem(node: JsonObject): boolean {
  if (isLiteral(node)) return false;
  if (typeof node.$fromState === 'string') return lookupsIn(node.default).next().done !== true;
  return !isFormat(node) && typeof node.$fromItem === 'string';
}

function isReplaced(node: JsonObject): boolean {
  return isLiteral(node) || typeof node.$fromState === 'string' || isFormat(node);
}
