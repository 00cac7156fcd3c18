import { type ErrorCode, type FieldFault, parseJson, PlatformError } from '#contract';
import { decodeContent, encodeContent } from './content';
import { type IdempotentRequest, digestOf } from './digest-of';
import { type RequestedChange, type ChangeKind, readChange } from './read-change';

/** A change of one document as data, so that another thread can compute it. */
export interface EditOrder {
  readonly kind: ChangeKind;
  /** The body of the request: its value, or its bytes. */
  readonly body: { readonly value: unknown } | { readonly bytes: Uint8Array };
  /** The input of the digest, if one is needed. */
  readonly asked?: IdempotentRequest;
  /** The current document; undefined if there is none. */
  readonly before?: string;
}

export interface Edited {
  readonly status?: RequestedChange['status'];
  readonly id?: unknown;
  readonly digest?: string;
  /** The changed document, or why the change cannot be made. */
  readonly after: { readonly text: string } | { readonly refusal: Refusal };
}

/** A PlatformError, as data. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly errors?: readonly FieldFault[];
}

/** Applies a change to the text of a document. */
export function textAfter({ edit }: RequestedChange, before: string | undefined): string {
  return encodeContent(edit(before === undefined ? {} : decodeContent(before)));
}

/** Reads a change and applies it; an invalid change is a `Refusal`, too. */
export function performEdit({ kind, body, asked, before }: EditOrder): Edited | { readonly invalid: Refusal } {
  const read = attempt(() => {
    const value = 'value' in body ? body.value : parseJson(body.bytes);
    return { change: readChange(kind, value), digest: asked && digestOf(asked, value) };
  });
  if ('refusal' in read) return { invalid: read.refusal };
  const { change, digest } = read.value;
  const { status, id } = change;
  const made = attempt(() => textAfter(change, before));
  return { status, id, digest, after: 'refusal' in made ? made : { text: made.value } };
}

export function toError({ code, message, errors }: Refusal): PlatformError {
  return new PlatformError(code, message, { errors });
}

function attempt<T>(work: () => T): { readonly value: T } | { readonly refusal: Refusal } {
  try {
    return { value: work() };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    const { code, message, details } = error;
    return { refusal: { code, message, errors: details.errors } };
  }
}
