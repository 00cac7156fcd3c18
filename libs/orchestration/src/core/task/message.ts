import {
  extend,
  getAt,
  isCommandMessage,
  isJsonObject,
  objectOf,
  type CommandMessage,
  type JsonObject,
} from '#contract/pure';

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
}

export type Resolved =
  | { readonly ok: true; readonly value: unknown; readonly missing: readonly string[] }
  | { readonly ok: false; readonly missing: readonly string[] };

/** Marks a member to leave out. */
const OMIT = Symbol('omit');

/** An input in which nothing is to be replaced. */
export function asItIs(input: unknown): Extract<Resolved, { ok: true }> {
  return { ok: true, value: input, missing: [] };
}

/** Replaces every `$fromState`, `$fromItem`, `$index` and `$stateURL` in an input, at any depth. */
export function resolveInput(input: unknown, scope: InputScope): Resolved {
  const missing: string[] = [];
  const value = resolve(input, scope, missing);
  if (missing.length > 0 && !scope.lenient) return { ok: false, missing };
  return { ok: true, value: value === OMIT ? {} : value, missing };
}

function resolve(node: unknown, scope: InputScope, missing: string[]): unknown {
  if (Array.isArray(node)) {
    return node.map((item) => resolve(item, scope, missing)).filter((item) => item !== OMIT);
  }
  if (!isJsonObject(node)) return node;
  if (typeof node.$fromState === 'string') return lookUp(node, node.$fromState, scope.stateValue, scope, missing);
  if (typeof node.$fromItem === 'string') {
    return lookUp(node, node.$fromItem, (pointer) => getAt(scope.item, pointer), scope, missing);
  }
  if (node.$index === true) return scope.index;
  if (node.$stateURL === true) return scope.stateUrl;
  const members = Object.entries(node)
    .map(([key, value]) => [key, resolve(value, scope, missing)] as const)
    .filter(([, value]) => value !== OMIT);
  return objectOf(members);
}

/** A default may refer to something else in turn. */
function lookUp(
  reference: JsonObject,
  pointer: string,
  valueAt: (pointer: string) => unknown,
  scope: InputScope,
  missing: string[],
): unknown {
  const found = valueAt(pointer);
  if (found !== undefined) return found;
  if (Object.hasOwn(reference, 'default')) return resolve(reference.default, scope, missing);
  missing.push(pointer);
  return OMIT;
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
export function settling(body: unknown): unknown {
  if (!isCommandMessage(body)) return body;
  return { ...body, metadata: { ...body.metadata, settles: true } } satisfies CommandMessage;
}

/** Asks whether the record is there that a create was to make. Its request id is its own: the create's belongs to that. */
export function probing(body: unknown, requestId: string): unknown {
  if (!isCommandMessage(body)) return body;
  const { resource, id, metadata } = body;
  return { command: 'read', resource, id, metadata: { ...metadata, requestId } } satisfies CommandMessage;
}

/** What the call was answered that a revert is to undo. */
export interface Executed {
  readonly status: number;
  readonly result?: unknown;
}

/** UTF-16 units. Services that take no larger bodies than they answered must still take the revert. */
const LONGEST_RESULT = 64 * 1024;

/** The same message, with what its execute was answered: an adapter without a ledger undoes by that. */
export function reverting(body: unknown, executed: Executed | null): unknown {
  if (!isCommandMessage(body) || executed === null) return body;
  const { status, result } = executed;
  const tooLong = JSON.stringify(result ?? null).length > LONGEST_RESULT;
  return {
    ...body,
    metadata: { ...body.metadata, executed: tooLong ? { status } : { status, result } },
  } satisfies CommandMessage;
}

function isMissing(id: unknown): boolean {
  return id === undefined || id === null || id === '';
}
