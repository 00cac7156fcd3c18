import { deepEqual, PlatformError, PointerError } from '#contract';
import { copyJson } from './copy-json';
import { DocumentDraft } from './draft';

export interface ParsedPatchOperation {
  op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  path: string;
  from?: string;
  value?: unknown;
}

/** Copies could double a document again and again: the copies of one patch are limited to the size of one document. */
const MAX_COPIED_CHARACTERS = 4 * 1024 * 1024;

/**
 * RFC 6902, atomic. Changes the given document, so use one that can be discarded.
 *
 * Written here because available libraries cannot replace the root, and treat inherited members as own ones.
 * @throws PlatformError `unprocessable` when a location does not exist, `conflict` when a test fails
 */
export function applyJsonPatch(document: unknown, operations: readonly ParsedPatchOperation[]): unknown {
  const patching = new Patching(document);
  for (const [index, operation] of operations.entries()) {
    try {
      patching.apply(operation);
    } catch (cause) {
      if (!(cause instanceof PointerError)) throw cause;
      const errors = [{ pointer: `/${index}`, message: cause.message }];
      throw new PlatformError('unprocessable', `Operation ${index}: ${cause.message}`, { errors, cause });
    }
  }
  return patching.draft.document;
}

class Patching {
  readonly draft: DocumentDraft;
  private copied = 0;

  constructor(document: unknown) {
    this.draft = new DocumentDraft(document);
  }

  apply({ op, path, from = '', value }: ParsedPatchOperation): void {
    switch (op) {
      case 'add':
        return this.draft.insert(path, copyJson(value));
      case 'remove':
        return void this.draft.remove(path);
      case 'replace':
        this.draft.read(path);
        return this.draft.put(path, copyJson(value));
      case 'move':
        if (path.startsWith(`${from}/`)) throw new PointerError(`"${from}" cannot move into itself`);
        return this.draft.insert(path, this.draft.remove(from));
      case 'copy':
        return this.draft.insert(path, this.copy(this.draft.read(from)));
      case 'test':
        return this.test(path, value);
    }
  }

  private copy(value: unknown): unknown {
    const text = JSON.stringify(value);
    this.copied += text.length;
    if (this.copied > MAX_COPIED_CHARACTERS) throw new PlatformError('payload-too-large', 'The patch copies too much');
    return JSON.parse(text);
  }

  private test(path: string, expected: unknown): void {
    if (deepEqual(this.draft.read(path), expected)) return;
    throw new PlatformError('conflict', `The document does not hold the tested value at "${path}"`);
  }
}
