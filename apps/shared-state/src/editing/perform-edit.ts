import { type ErrorCode, type FieldFault, parseJson, PlatformError } from '#contract';
import { decodeContent, encodeContent } from './content';
import { type Asked, digestOf } from './digest-of';
import { type Change, type ChangeKind, readChange } from './read-change';

/** A change of one document, as data: so that another thread can make it. */
export interface EditOrder {
  readonly kind: ChangeKind;
  /** The body of the request: what it says, or its bytes. */
  readonly body: { readonly value: unknown } | { readonly bytes: Uint8Array };
  /** What the digest is of, where there is to be one. */
  readonly asked?: Asked;
  /** The document as it stands; undefined where there is none. */
  readonly before?: string;
}

export interface Edited {
  readonly status?: Change['status'];
  readonly id?: unknown;
  readonly digest?: string;
  /** The document as it then is, or why the change cannot be made. */
  readonly after: { readonly text: string } | { readonly refusal: Refusal };
}

/** A PlatformError, as data. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  readonly errors?: readonly FieldFault[];
}

/** What a change makes of the text of a document. */
export function textAfter({ edit }: Change, before: string | undefined): string {
  return encodeContent(edit(before === undefined ? {} : decodeContent(before)));
}

/** Reads a change and makes it; what is wrong with the change itself is a `Refusal`, too. */
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
