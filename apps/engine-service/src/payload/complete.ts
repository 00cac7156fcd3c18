import { type CommandDto, type DesignFields, isInstant, type JsonObject } from '#contract';

export interface PayloadSources {
  now: () => Date;
  newId: () => string;
}

/** The payload with defaults and generated values for what neither it nor `known` has. */
export function completeRecord(
  payload: JsonObject,
  { inputs = {} }: CommandDto,
  fields: DesignFields,
  known: JsonObject,
  sources: PayloadSources,
): JsonObject {
  const { defaults = {}, rules = [] } = inputs;
  const toGenerate = rules.flatMap((rule) => Object.keys(rule as object));
  const generated = Object.fromEntries(
    toGenerate
      .filter((name) => name !== 'id' && !name.startsWith('x-'))
      .map((name) => [name, isInstant(fields.get(name)?.format) ? sources.now().toISOString() : sources.newId()]),
  );
  return { ...generated, ...defaults, ...onlyOf(known, [...toGenerate, ...Object.keys(defaults)]), ...payload };
}

function onlyOf(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
}
