import { faultAt, type FieldFault, hasEnoughFaults, isJsonObject, type JsonObject, parsePointer } from '#contract';
import { hasDefault, type InputPlace, inputPlaces } from './input-references';

interface Use {
  faults: FieldFault[];
  warnings: FieldFault[];
}

/** References to inputs that can never be given, and those that a start may lack, until these are enough. */
export function* findingUseOfInputs({
  inputs,
  job,
}: {
  readonly inputs: JsonObject;
  readonly job: JsonObject;
}): Generator<void, Use> {
  const use: Use = { faults: [], warnings: [] };
  const judge = judgeOf(inputs);
  for (const found of inputPlaces(job)) {
    yield;
    const judged = found && judge(found);
    if (!found || !judged || hasEnoughFaults(use[judged.kind])) continue;
    use[judged.kind].push(faultAt([...found.place.pathFrom(['job']), '$input'], judged.message));
  }
  return use;
}

function judgeOf(inputs: JsonObject) {
  const required = new Set<unknown>(Array.isArray(inputs.required) ? inputs.required : []);
  return ({ pointer, reference }: InputPlace): { kind: keyof Use; message: string } | undefined => {
    const [name] = parsePointer(pointer);
    if (name === undefined) return undefined;
    const schema = memberOf(inputs.properties, name);
    if (schema === undefined && inputs.additionalProperties === false) {
      return { kind: 'faults', message: `expected an input that the schema has: it allows none named "${name}"` };
    }
    const mayBeMissing = !required.has(name) && memberOf(schema, 'default') === undefined;
    if (hasDefault(reference) || !mayBeMissing) return undefined;
    const message = `the input "${name}" may be missing: it is not required, and nothing is its default`;
    return { kind: 'warnings', message };
  };
}

function memberOf(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
