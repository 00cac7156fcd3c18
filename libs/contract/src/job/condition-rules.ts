import type { Condition } from '../dto/job/condition.dto';
import type { FieldFault } from '../errors/field-fault';
import { faultAt, objectsIn, type Path } from './faults';

const MEMBERS = ['exists', 'equals', 'in', 'gt', 'gte', 'lt', 'lte', 'not', 'all', 'any'] as const;

/** A condition has exactly one member; conditions are combined with `all`, `any` and `not`. */
export function conditionFaults(condition: Condition | undefined, path: Path): FieldFault[] {
  if (typeof condition !== 'object') return [];
  const given = MEMBERS.filter((member) => condition[member] !== undefined);
  return [
    ...(given.length === 1 ? [] : [faultAt(path, `expected exactly one of ${MEMBERS.join(', ')}`)]),
    ...conditionFaults(condition.not, [...path, 'not']),
    ...(['all', 'any'] as const).flatMap((member) =>
      objectsIn(condition[member]).flatMap(([index, part]) => conditionFaults(part, [...path, member, index])),
    ),
  ];
}
