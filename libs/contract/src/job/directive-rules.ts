import type { Condition } from '../dto/job/condition.dto';
import type { JobDocument } from '../dto/job/job-document.dto';
import type { FieldFault } from '../errors/field-fault';
import { isJsonObject } from '../pure/json';
import { closestName } from '../pure/closest-name';
import { faultAt, type Path } from './faults';

const DIRECTIVES = ['$fromState', '$fromItem', '$index', '$stateURL', '$secret', '$literal', '$format'] as const;
const KNOWN: ReadonlySet<string> = new Set(DIRECTIVES);
const MAX_DEPTH = 64;

/** Members of an input that look like a directive and are sent literally because of their spelling. */
export function misspeltDirectives(input: unknown, path: Path): FieldFault[] {
  return membersWhere(input, path, (key, holder) => {
    if (KNOWN.has(key)) return null;
    const meant = key.startsWith('$') ? closestName(key, DIRECTIVES) : unmarked(key, holder);
    return meant === undefined ? null : `did you mean ${meant}? "${key}" is sent as it is`;
  });
}

function unmarked(key: string, holder: object): string | undefined {
  const meant = Object.keys(SIGNS).find((name) => name.toLowerCase() === `$${key.toLowerCase()}`);
  return meant !== undefined && SIGNS[meant]?.(holder[key as keyof typeof holder]) === true ? meant : undefined;
}

/** Conditions under which a member without the `$` is likely meant as the directive. */
const SIGNS: Readonly<Record<string, (value: unknown) => boolean>> = {
  $fromState: (value) => typeof value === 'string' && value.startsWith('/'),
  $fromItem: (value) => typeof value === 'string' && value.startsWith('/'),
  $stateURL: (value) => value === true,
};

/** Directives in places where nothing is replaced: they are stored or compared literally. */
export function misplacedDirectives(job: JobDocument): FieldFault[] {
  return (['initialState', 'sharedState'] as const).flatMap((member) => directivesIn(job[member], [member], 'stored'));
}

export function directivesInCondition(condition: Condition | undefined, path: Path): FieldFault[] {
  return directivesIn(condition, path, 'compared');
}

function directivesIn(value: unknown, path: Path, what: string): FieldFault[] {
  const message = (key: string) => `${key} is ${what} as it is: it stands for a value only in the input of a task`;
  return membersWhere(value, path, (key) => (key !== '$secret' && KNOWN.has(key) ? message(key) : null));
}

/** Members of objects, at any depth but for the content of a `$literal`, for which `judge` returns a message. */
function membersWhere(
  value: unknown,
  path: Path,
  judge: (key: string, holder: object) => string | null,
  levels = MAX_DEPTH,
): FieldFault[] {
  if (typeof value !== 'object' || value === null || levels === 0) return [];
  const isObject = isJsonObject(value);
  const found: FieldFault[] = [];
  for (const [key, member] of Object.entries(value)) {
    const message = isObject ? judge(key, value) : null;
    if (message !== null) found.push(faultAt([...path, key], message));
    if (typeof member === 'object' && key !== '$literal')
      found.push(...membersWhere(member, [...path, key], judge, levels - 1));
  }
  return found;
}
