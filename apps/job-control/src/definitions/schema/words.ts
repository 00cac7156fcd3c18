import type { FieldFault } from '#contract';
import { formatPointer } from '#contract/pure';
import type { ErrorObject } from './ajv';

/** One more than a response lists: it shows that there are more. */
const ENOUGH_FAULTS = 101;

/** What Ajv found, as far as it is told, each place once: at the member that is missing, or that nothing knows. */
export function asFaults(errors: readonly ErrorObject[], root: string): FieldFault[] {
  const faults = new Map<string, FieldFault>();
  for (const error of errors) {
    const fault = { pointer: `${root}${placeOf(error)}`, message: wordsOf(error) };
    if (!faults.has(fault.pointer)) faults.set(fault.pointer, fault);
    if (faults.size >= ENOUGH_FAULTS) break;
  }
  return [...faults.values()];
}

function placeOf({ instancePath, params }: ErrorObject): string {
  const { missingProperty, additionalProperty, unevaluatedProperty } = params as Record<string, string | undefined>;
  const member = missingProperty ?? additionalProperty ?? unevaluatedProperty;
  return member === undefined ? instancePath : `${instancePath}${formatPointer([member])}`;
}

function wordsOf({ keyword, params, message = 'does not match' }: ErrorObject): string {
  const { allowedValues, allowedValue } = params as { allowedValues?: unknown[]; allowedValue?: unknown };
  if (keyword === 'required' || keyword === 'dependentRequired') return 'is missing';
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') return 'is not known';
  if (allowedValues) return `expected one of ${allowedValues.map((value) => JSON.stringify(value)).join(', ')}`;
  if (allowedValue !== undefined) return `expected ${JSON.stringify(allowedValue)}`;
  return message.replace(/^must NOT /, 'must not ');
}
