import {
  extend,
  getAt,
  isCommandMessage,
  isJsonObject,
  jsonSize,
  objectOf,
  parseFormat,
  type CommandMessage,
  type JsonObject,
} from '#contract/pure';
import { isLiteral, isFormat } from '../plan/references';

/** What an input may refer to while it is made concrete. */
export interface InputScope {
  /** What the state document has at a JSON Pointer; undefined where it has nothing. */
  readonly stateValue: (pointer: string) => unknown;
  readonly stateUrl: string | null;
  /** Set inside a `forEach`. */
  readonly item?: unknown;
  readonly index?: number;
  /** Leave out a member that cannot be resolved, as the older /run-job does. */
  readonly lenient: boolean;
  /** Characters. A text is not built beyond this length: no input may be so large. */
  readonly longestText: number;
}

/** A value of the state document that an input needs. */
export interface MissingValue {
  readonly pointer: string;
  /** What is there, when it is not fit for a text. */
  readonly unfit?: string;
}

export type Resolved =
  | { readonly ok: true; readonly value: unknown; readonly lacks: readonly MissingValue[] }
  | { readonly ok: false; readonly lacks: readonly MissingValue[] };

/** Marks a member to leave out. */
const OMIT = Symbol('omit');

/** An input in which nothing is to be replaced. */
export function literalInput(input: unknown): Extract<Resolved, { ok: true }> {
  return { ok: true, value: input, lacks: [] };
}

/** Replaces every `$fromState`, `$fromItem`, `$index`, `$stateURL`, `$format` and `$literal` in an input, at any depth. */
export function resolveInput(input: unknown, scope: InputScope): Resolved {
  const lacks: MissingValue[] = [];
  const value = resolve(input, scope, lacks);
  if (lacks.length > 0 && !scope.lenient) return { ok: false, lacks };
  return { ok: true, value: value === OMIT ? {} : value, lacks };
}

function resolve(node: unknown, scope: InputScope, lacks: MissingValue[]): unknown {
  if (Array.isArray(node)) {
    return node.map((item) => resolve(item, scope, lacks)).filter((item) => item !== OMIT);
  }
  if (!isJsonObject(node)) return node;
  if (isLiteral(node)) return node.$literal;
  if (typeof node.$fromState === 'string')
    return resolveReference(node, node.$fromState, scope.stateValue, scope, lacks);
  if (isFormat(node)) return format(node.$format, scope, lacks);
  if (typeof node.$fromItem === 'string') {
    return resolveReference(node, node.$fromItem, (pointer) => getAt(scope.item, pointer), scope, lacks);
  }
  if (node.$index === true) return scope.index;
  if (node.$stateURL === true) return scope.stateUrl;
  const members = Object.entries(node)
    .map(([key, value]) => [key, resolve(value, scope, lacks)] as const)
    .filter(([, value]) => value !== OMIT);
  return objectOf(members);
}

/** A default may refer to something else in turn. */
function resolveReference(
  reference: JsonObject,
  pointer: string,
  valueAt: (pointer: string) => unknown,
  scope: InputScope,
  lacks: MissingValue[],
): unknown {
  const found = valueAt(pointer);
  if (found !== undefined) return found;
  if (Object.hasOwn(reference, 'default')) return resolve(reference.default, scope, lacks);
  lacks.push({ pointer });
  return OMIT;
}

/** A text with scalars of the state document in it. */
function format(text: string, { stateValue, longestText }: InputScope, lacks: MissingValue[]): unknown {
  let made = '';
  const before = lacks.length;
  for (const part of parseFormat(text) ?? []) {
    if (made.length > longestText) return made;
    const value = typeof part === 'string' ? part : stateValue(part.pointer);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') made += String(value);
    else if (typeof part !== 'string') lacks.push(lackOf(part.pointer, value));
  }
  return lacks.length > before ? OMIT : made;
}

function lackOf(pointer: string, value: unknown): MissingValue {
  if (value === undefined) return { pointer };
  return { pointer, unfit: value === null ? 'null' : Array.isArray(value) ? 'an array' : 'an object' };
}

export interface Identity {
  readonly requestId: string;
  readonly jobId: string;
  /** The id a `create` gets when its author gave none: `/repeat` needs one. */
  readonly newId: () => string;
}

/** The body of a call: the author's message with the ids of this run in it. Ours win over the author's. */
export function identify(message: JsonObject, identity: Identity): JsonObject {
  const { requestId, jobId } = identity;
  if (!isCommandMessage(message)) return extend(message, { requestId });
  return extend(message, {
    ...(message.command === 'create' && isMissing(message.id) ? { id: identity.newId() } : {}),
    metadata: extend(isJsonObject(message.metadata) ? message.metadata : {}, { requestId, jobId }),
  });
}

/** The same message, marked as one that settles an unknown outcome. */
export function repeatMessage(body: unknown): unknown {
  if (!isCommandMessage(body)) return body;
  return { ...body, metadata: { ...body.metadata, settles: true } } satisfies CommandMessage;
}

/**
 * Checks whether a create made its record. It has a request id of its own, so that a ledger does not take it for the
 * create.
 */
export function readMessage(body: unknown, requestId: string): unknown {
  if (!isCommandMessage(body)) return body;
  const { resource, id, metadata } = body;
  return { command: 'read', resource, id, metadata: { ...metadata, requestId } } satisfies CommandMessage;
}

/** Response to the execute that a revert undoes. */
export interface ExecutedResponse {
  readonly status: number;
  readonly result?: unknown;
}

/** Bytes of JSON. A service that limits bodies to the size of its own responses must still accept the revert. */
const LONGEST_RESULT = 64 * 1024;

/** The same message with the response to its execute: an adapter without a ledger needs it to undo. */
export function revertMessage(body: unknown, executed: ExecutedResponse | null): unknown {
  if (!isCommandMessage(body) || executed === null) return body;
  const { status, result } = executed;
  const tooLong = isTooLong(result);
  return {
    ...body,
    metadata: { ...body.metadata, executed: tooLong ? { status } : { status, result } },
  } satisfies CommandMessage;
}

const known = new WeakMap<object, boolean>();

/** This is asked at every turn of a call in flight: a result is measured once. */
function isTooLong(result: unknown): boolean {
  if (typeof result !== 'object' || result === null) return jsonSize(result, LONGEST_RESULT) > LONGEST_RESULT;
  const isLong = known.get(result) ?? jsonSize(result, LONGEST_RESULT) > LONGEST_RESULT;
  known.set(result, isLong);
  return isLong;
}

function isMissing(id: unknown): boolean {
  return id === undefined || id === null || id === '';
}
