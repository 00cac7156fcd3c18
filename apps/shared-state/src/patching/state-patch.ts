import { isJsonObject, type JsonObject, PlatformError, PointerError, setMember, type StatePatchOp } from '#contract';
import { copyJson } from './copy-json';
import { DocumentDraft } from './draft';

/**
 * The platform's own patch: `add` puts a value anywhere, `merge` merges members at the root. Atomic. Changes the given
 * document, so use one that can be discarded.
 * @throws PlatformError `unprocessable` when a value cannot be put
 */
export function applyStatePatch(document: unknown, operations: readonly StatePatchOp[]): unknown {
  const draft = new DocumentDraft(document);
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

function mergeInto(draft: DocumentDraft, members: JsonObject): void {
  const document: JsonObject = isJsonObject(draft.document) ? draft.document : {};
  for (const [name, value] of Object.entries(members)) setMember(document, name, copyJson(value));
  draft.document = document;
}
