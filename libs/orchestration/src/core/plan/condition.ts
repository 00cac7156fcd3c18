import { deepEqual, getAt } from '#contract/pure';
import type { Condition } from '#contract';

/** Whether a condition holds in a document. Values of different types are never ordered: the comparison is false. */
export function holds(condition: Condition, document: unknown): boolean {
  const at = (pointer: string) => getAt(document, pointer);
  const { exists, equals, gt, gte, lt, lte, not, all, any } = condition;
  if (exists !== undefined) return at(exists) !== undefined;
  if (equals) return deepEqual(at(equals[0]), equals[1]);
  if (condition.in) return isOneOf(at(condition.in[0]), condition.in[1]);
  if (gt) return compare(at(gt[0]), gt[1], (order) => order > 0);
  if (gte) return compare(at(gte[0]), gte[1], (order) => order >= 0);
  if (lt) return compare(at(lt[0]), lt[1], (order) => order < 0);
  if (lte) return compare(at(lte[0]), lte[1], (order) => order <= 0);
  if (not) return !holds(not, document);
  if (all) return all.every((inner) => holds(inner, document));
  return any?.some((inner) => holds(inner, document)) ?? false;
}

function isOneOf(value: unknown, candidates: readonly unknown[]): boolean {
  return value !== undefined && candidates.some((candidate) => deepEqual(value, candidate));
}

function compare(value: unknown, operand: number | string, test: (order: number) => boolean): boolean {
  if (typeof value === 'number' && typeof operand === 'number') return test(value - operand);
  if (typeof value === 'string' && typeof operand === 'string')
    return test(value < operand ? -1 : value > operand ? 1 : 0);
  return false;
}
