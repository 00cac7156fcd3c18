import { isJsonObject, type JsonObject, PlatformError, PointerError, setMember, type StatePatchOp } from '#contract';
import { copyJson } from './copy-json';
import { Draft } from './draft';

/**
 * The platform's own patch: `add` puts a value anywhere, `merge` members at the root. All or nothing.
 * Changes the document it is given, so give it one you can throw away.
 * @throws PlatformError `unprocessable` where a value cannot be put
 */
export function applyStatePatch(document: unknown, operations: readonly StatePatchOp[]): unknown {
  const draft = new Draft(document);
  for (const [index, operation] of operations.entries()) {
    const fault = (message: string, cause?: unknown) =>
      new PlatformError('unprocessable', message, { errors: [{ pointer: `/${index}`, message }], cause });
    try {
      if (operation.op === 'add') draft.put(operation.path ?? '', copyJson(operation.value));
      else if (isJsonObject(operation.value)) mergeInto(draft, operation.value);
      else throw fault('merge takes an object');
    } catch (cause) {
      throw cause instanceof PointerError ? fault(cause.message, cause) : cause;
    }
  }
  return draft.document;
}

function mergeInto(draft: Draft, members: JsonObject): void {
  const document: JsonObject = isJsonObject(draft.document) ? draft.document : {};
  for (const [name, value] of Object.entries(members)) setMember(document, name, copyJson(value));
  draft.document = document;
}
