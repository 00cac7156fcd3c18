import type { FieldFault } from '../errors/field-fault';
import { isJsonObject, type JsonObject } from '../pure/json';
import { withoutEmpty } from '../validation/without-empty';
import { faultAt, type Path } from './faults';

export interface ConvertedDocument {
  readonly document: unknown;
  readonly warnings: readonly FieldFault[];
}

const SELECTORS = ['tag', 'profile', 'resource', 'serviceName', 'service'] as const;
const MAX_DEPTH = 64;

/** Converts spellings of older systems in a job document to today's, each with a warning. */
export function convertOlderSpellings(plain: unknown): ConvertedDocument {
  const warnings: FieldFault[] = [];
  const warn = (warning: FieldFault): void => void warnings.push(warning);
  const document = isJsonObject(plain) ? modernJob(plain, warn) : plain;
  return { document, warnings };
}

type Warn = (warning: FieldFault) => void;

function modernJob(job: JsonObject, warn: Warn): JsonObject {
  const given = present(job, ['sharedStateURL'], [], warn);
  return mapped(given, 'steps', [], (step, path) =>
    mapped(step, 'tasks', path, (task, at) => modernTask(task, at, warn)),
  );
}

function modernTask(task: JsonObject, path: Path, warn: Warn): JsonObject {
  const given = present(task, [...SELECTORS, 'storeResultAt'], path, warn);
  const { input, storeResultAt } = given;
  return {
    ...given,
    ...(input !== undefined && { input: modernInput(input, [...path, 'input'], warn, MAX_DEPTH) }),
    ...(storeResultAt !== undefined && {
      storeResultAt: modernStores(storeResultAt, [...path, 'storeResultAt'], warn),
    }),
  };
}

function modernStores(stores: unknown, path: Path, warn: Warn): unknown {
  if (typeof stores === 'string') return modernTarget(stores, path, warn);
  if (Array.isArray(stores)) return stores.map((store, index) => modernStore(store, [...path, index], warn));
  return modernStore(stores, path, warn);
}

function modernStore(store: unknown, path: Path, warn: Warn): unknown {
  if (!isJsonObject(store) || typeof store.targetPath !== 'string') return store;
  return { ...store, targetPath: modernTarget(store.targetPath, [...path, 'targetPath'], warn) };
}

/** `$state.results.todo`, or a pointer without its leading slash. */
function modernTarget(target: string, path: Path, warn: Warn): string {
  const [, dotted] = /^\$state\.(.+)$/.exec(target) ?? [];
  return respelt(target, dotted === undefined ? slashed(target) : `/${dotted.replaceAll('.', '/')}`, path, warn);
}

function modernInput(value: unknown, path: Path, warn: Warn, levels: number): unknown {
  if (levels === 0) return value;
  if (Array.isArray(value)) return value.map((item, index) => modernInput(item, [...path, index], warn, levels - 1));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const at = [...path, key];
      if (key !== '$fromState' || typeof member !== 'string') return [key, modernInput(member, at, warn, levels - 1)];
      return [key, respelt(member, slashed(member), at, warn)];
    }),
  );
}

function slashed(pointer: string): string {
  return pointer === '' || pointer.startsWith('/') ? pointer : `/${pointer}`;
}

function respelt(old: string, modern: string, path: Path, warn: Warn): string {
  if (modern !== old) warn(faultAt(path, `"${old}" is taken for "${modern}"`));
  return modern;
}

function present(holder: JsonObject, members: readonly string[], path: Path, warn: Warn): JsonObject {
  const { rest, warnings } = withoutEmpty(holder, members, path);
  warnings.forEach(warn);
  return isJsonObject(rest) ? rest : holder;
}

/** A copy in which the objects of a list are converted; anything else is left to the validator. */
function mapped(
  holder: JsonObject,
  member: string,
  path: Path,
  change: (item: JsonObject, path: Path) => JsonObject,
): JsonObject {
  const list: unknown = holder[member];
  if (!Array.isArray(list)) return holder;
  const items = list.map((item: unknown, index) =>
    isJsonObject(item) ? change(item, [...path, member, index]) : item,
  );
  return { ...holder, [member]: items };
}
