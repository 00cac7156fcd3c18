import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020';
import type { JsonObject } from '#contract/pure';

export type { ErrorObject, ValidateFunction };

export interface SchemaCompiler {
  /** Where a schema is none, by the meta-schema of JSON Schema 2020-12. */
  metaFaults(schema: JsonObject): readonly ErrorObject[];
  /**
   * `notes`: keywords of the author's own, which have no effect.
   * @throws Error where a schema says what has no effect, or refers to itself without end
   */
  compile(schema: JsonObject, notes: readonly string[]): ValidateFunction;
}

/** Ajv is loaded when the first schema is met: that takes a tenth of a second. */
export async function loadCompiler(): Promise<SchemaCompiler> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const addFormats = (await import('ajv-formats')).default.default;
  const metaSchema = new Ajv2020({ strict: false, allErrors: true, logger: false });
  return {
    metaFaults: (schema) => (metaSchema.validateSchema(schema) === true ? [] : (metaSchema.errors ?? [])),
    compile: (schema, notes) => {
      // Each schema has an instance of its own: one that was ended in the middle is thrown away with all it knows.
      const ajv = new Ajv2020({ ...OPTIONS });
      addFormats(ajv);
      for (const note of notes) ajv.addKeyword(note);
      return ajv.compile(schema);
    },
  };
}

const OPTIONS = {
  meta: false,
  validateSchema: false,
  strictSchema: true,
  strictTypes: false,
  strictTuples: false,
  allErrors: true,
  useDefaults: true,
  logger: false,
} as const;
