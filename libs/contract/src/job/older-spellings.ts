import type { FieldFault } from '../errors/field-fault';
import { isJsonObject, type JsonObject } from '../pure/json';
import { withoutEmpty } from '../validation/without-empty';
import { faultAt, type Path } from './faults';

export interface Modern {
  readonly document: unknown;
  readonly warnings: readonly FieldFault[];
}

const SELECTORS = ['tag', 'profile', 'resource', 'serviceName', 'service'] as const;
const MAX_DEPTH = 64;

/** What older systems took in a job document, in the spelling of today, each with a warning. */
export function modernise(plain: unknown): Modern {
  const warnings: FieldFault[] = [];
  const tell = (warning: FieldFault): void => void warnings.push(warning);
  const document = isJsonObject(plain) ? modernJob(plain, tell) : plain;
  return { document, warnings };
}

type Tell = (warning: FieldFault) => void;

function modernJob(job: JsonObject, tell: Tell): JsonObject {
  const given = present(job, ['sharedStateURL'], [], tell);
  return mapped(given, 'steps', [], (step, path) =>
    mapped(step, 'tasks', path, (task, at) => modernTask(task, at, tell)),
  );
}

function modernTask(task: JsonObject, path: Path, tell: Tell): JsonObject {
  const given = present(task, [...SELECTORS, 'storeResultAt'], path, tell);
  const { input, storeResultAt } = given;
  return {
    ...given,
    ...(input !== undefined && { input: modernInput(input, [...path, 'input'], tell, MAX_DEPTH) }),
    ...(storeResultAt !== undefined && {
      storeResultAt: modernStores(storeResultAt, [...path, 'storeResultAt'], tell),
    }),
  };
}

function modernStores(stores: unknown, path: Path, tell: Tell): unknown {
  if (typeof stores === 'string') return modernTarget(stores, path, tell);
  if (Array.isArray(stores)) return stores.map((store, index) => modernStore(store, [...path, index], tell));
  return modernStore(stores, path, tell);
}

function modernStore(store: unknown, path: Path, tell: Tell): unknown {
  if (!isJsonObject(store) || typeof store.targetPath !== 'string') return store;
  return { ...store, targetPath: modernTarget(store.targetPath, [...path, 'targetPath'], tell) };
}

/** `$state.results.todo`, or a pointer that lacks its first slash. */
function modernTarget(target: string, path: Path, tell: Tell): string {
  const [, dotted] = /^\$state\.(.+)$/.exec(target) ?? [];
  return respelt(target, dotted === undefined ? slashed(target) : `/${dotted.replaceAll('.', '/')}`, path, tell);
}

function modernInput(value: unknown, path: Path, tell: Tell, levels: number): unknown {
  if (levels === 0) return value;
  if (Array.isArray(value)) return value.map((item, index) => modernInput(item, [...path, index], tell, levels - 1));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const at = [...path, key];
      if (key !== '$fromState' || typeof member !== 'string') return [key, modernInput(member, at, tell, levels - 1)];
      return [key, respelt(member, slashed(member), at, tell)];
    }),
  );
}

function slashed(pointer: string): string {
  return pointer === '' || pointer.startsWith('/') ? pointer : `/${pointer}`;
}

function respelt(old: string, modern: string, path: Path, tell: Tell): string {
  if (modern !== old) tell(faultAt(path, `"${old}" is taken for "${modern}"`));
  return modern;
}

function present(holder: JsonObject, members: readonly string[], path: Path, tell: Tell): JsonObject {
  const { rest, warnings } = withoutEmpty(holder, members, path);
  warnings.forEach(tell);
  return isJsonObject(rest) ? rest : holder;
}

/** A copy in which the objects of a list are replaced; what is no list, and no object, is left to the validator. */
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
