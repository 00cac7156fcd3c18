import type { Condition } from '../dto/job/condition.dto';
import { faultAt, type FaultSearch, objectsIn, type Path } from './faults';

const MEMBERS = ['exists', 'equals', 'in', 'gt', 'gte', 'lt', 'lte', 'not', 'all', 'any'] as const;

/** A condition has exactly one member; conditions are combined with `all`, `any` and `not`. */
export function* conditionFaults(condition: Condition | undefined, path: Path): FaultSearch {
  if (typeof condition !== 'object') return;
  const given = MEMBERS.filter((member) => condition[member] !== undefined);
  yield given.length === 1 ? undefined : faultAt(path, `expected exactly one of ${MEMBERS.join(', ')}`);
  yield* conditionFaults(condition.not, [...path, 'not']);
  for (const member of ['all', 'any'] as const) {
    for (const [index, part] of objectsIn(condition[member])) yield* conditionFaults(part, [...path, member, index]);
  }
}
