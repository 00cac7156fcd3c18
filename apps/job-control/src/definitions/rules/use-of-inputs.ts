import { type FieldFault, formatPointer, isJsonObject, type JsonObject, parsePointer } from '#contract';
import { inputPlaces } from './input-references';

/** References to inputs that can never be given, and those that a start may lack. */
export function useOfInputs({ inputs, job }: { readonly inputs: JsonObject; readonly job: JsonObject }): {
  faults: FieldFault[];
  warnings: FieldFault[];
} {
  const faults: FieldFault[] = [];
  const warnings: FieldFault[] = [];
  const required = new Set<unknown>(Array.isArray(inputs.required) ? inputs.required : []);
  for (const { path, pointer, hasDefault } of inputPlaces(job)) {
    const [name] = parsePointer(pointer);
    if (name === undefined) continue;
    const at = formatPointer(['job', ...path, '$input']);
    const schema = memberOf(inputs.properties, name);
    if (schema === undefined && inputs.additionalProperties === false) {
      faults.push({ pointer: at, message: `expected an input that the schema has: it allows none named "${name}"` });
    } else if (!hasDefault && !required.has(name) && memberOf(schema, 'default') === undefined) {
      const message = `the input "${name}" may be missing: it is not required, and nothing is its default`;
      warnings.push({ pointer: at, message });
    }
  }
  return { faults, warnings };
}

function memberOf(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
