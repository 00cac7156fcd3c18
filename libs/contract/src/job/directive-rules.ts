import type { Condition } from '../dto/job/condition.dto';
import type { JobDocument } from '../dto/job/job-document.dto';
import { isJsonObject } from '../pure/json';
import { closestName } from '../pure/closest-name';
import { DIRECTIVES } from '../pure/directives';
import { placesIn } from '../pure/places';
import { faultAt, type FaultSearch, type Path } from './faults';

const KNOWN: ReadonlySet<string> = new Set(DIRECTIVES);

/** Members of an input that look like a directive and are sent literally because of their spelling. */
export function misspeltDirectives(input: unknown, path: Path): FaultSearch {
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
export function* misplacedDirectives(job: JobDocument): FaultSearch {
  for (const member of ['initialState', 'sharedState'] as const) yield* directivesIn(job[member], [member], 'stored');
}

export function directivesInCondition(condition: Condition | undefined, path: Path): FaultSearch {
  return directivesIn(condition, path, 'compared');
}

function directivesIn(value: unknown, path: Path, what: string): FaultSearch {
  const message = (key: string) => `${key} is ${what} as it is: it stands for a value only in the input of a task`;
  return membersWhere(value, path, (key) => (key !== '$secret' && KNOWN.has(key) ? message(key) : null));
}

/** Members of objects, at any depth but for the content of a `$literal`, for which `judge` returns a message. */
function* membersWhere(value: unknown, path: Path, judge: (key: string, holder: object) => string | null): FaultSearch {
  for (const place of placesIn(value, membersBesideLiteral)) {
    yield;
    if (!isJsonObject(place.value)) continue;
    for (const key of Object.keys(place.value)) {
      const message = judge(key, place.value);
      yield message === null ? undefined : faultAt([...place.pathFrom(path), key], message);
    }
  }
}

function membersBesideLiteral(value: object): readonly string[] | undefined {
  return Object.hasOwn(value, '$literal') ? Object.keys(value).filter((name) => name !== '$literal') : undefined;
}
