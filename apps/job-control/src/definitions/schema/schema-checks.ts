import { createHash } from 'node:crypto';
import type { FieldFault } from '#contract';
import { isJsonObject, type JsonObject } from '#contract/pure';
import { schemaFaults } from '../rules/schema-faults';
import { loadCompiler, type SchemaCompiler, type ValidateFunction } from './ajv';
import { inTimeBox, TimeLimitExceeded } from './time-box';
import { asFaults } from './words';

/** An honest schema takes a few milliseconds; the thread takes no longer than this. */
const COMPILE_MS = 1_000;
const CHECK_MS = 250;
/** Schemas that are kept compiled. */
const MOST_KEPT = 200;

/** A schema of inputs, and inputs to be checked by it: both as JSON texts, for another thread. */
export interface SchemaOrder {
  readonly schema: string;
  readonly inputs?: string;
}

export interface SchemaChecked {
  readonly faults: readonly FieldFault[];
  /** The inputs with the defaults of the schema, as JSON text; only where there are no faults. */
  readonly value?: string;
}

/** Checks schemas of inputs, and inputs by their schema. The schemas used last are kept compiled. */
export class SchemaChecks {
  private readonly kept = new Map<string, ValidateFunction>();
  private compiler: Promise<SchemaCompiler> | null = null;

  /** What is wrong with a schema has pointers below `/inputs`, and so has what is wrong with inputs. */
  async perform({ schema, inputs }: SchemaOrder): Promise<SchemaChecked> {
    return inputs === undefined ? { faults: await this.faultsOf(schema) } : this.check(schema, inputs);
  }

  private async faultsOf(text: string): Promise<FieldFault[]> {
    const schema = JSON.parse(text) as JsonObject;
    const faults = schemaFaults(schema);
    if (faults.length > 0) return faults.map(({ pointer, message }) => ({ pointer: `/inputs${pointer}`, message }));
    const compiler = await this.loaded();
    try {
      const unlike = inTimeBox(COMPILE_MS, () => compiler.metaFaults(schema));
      if (unlike.length > 0) return asFaults(unlike, '/inputs');
      const validate = await this.compiled(text);
      // One that refers to itself without end shows here.
      inTimeBox(CHECK_MS, () => validate({}));
      return [];
    } catch (error) {
      return [whyNot(error)];
    }
  }

  private async check(schema: string, inputs: string): Promise<SchemaChecked> {
    const value: unknown = JSON.parse(inputs);
    try {
      const validate = await this.compiled(schema);
      const isValid = inTimeBox(CHECK_MS, () => validate(value));
      if (isValid) return { faults: [], value: JSON.stringify(value) };
      return { faults: asFaults(validate.errors ?? [], '/inputs') };
    } catch (error) {
      if (!isOfSchema(error)) throw error;
      const message = `cannot be checked by the schema of the definition: ${error.message}`;
      return { faults: [{ pointer: '/inputs', message }] };
    }
  }

  private loaded(): Promise<SchemaCompiler> {
    return (this.compiler ??= loadCompiler());
  }

  private async compiled(text: string): Promise<ValidateFunction> {
    const compiler = await this.loaded();
    const digest = createHash('sha256').update(text).digest('base64');
    const validate = this.kept.get(digest) ?? inTimeBox(COMPILE_MS, () => compiled(compiler, JSON.parse(text)));
    this.kept.delete(digest);
    this.kept.set(digest, validate);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    return validate;
  }
}

function compiled(compiler: SchemaCompiler, schema: unknown): ValidateFunction {
  return compiler.compile(schema as JsonObject, notesIn(schema));
}

/** Ajv says where, if at all, in words. */
function whyNot(error: unknown): FieldFault {
  const reason = error instanceof Error ? error.message : String(error);
  const [, pointer = ''] = /at path "#([^"]*)"/.exec(reason) ?? [];
  return { pointer: `/inputs${pointer}`, message: reason.replace(/ ignored in schema at path ".*"$/, '') };
}

/** A schema that refers to itself without an end, or that takes too long: what it is given is not to blame for more. */
function isOfSchema(error: unknown): error is Error {
  return error instanceof TimeLimitExceeded || error instanceof RangeError;
}

/** Keywords of the author's own, which Ajv is told to leave alone. */
function notesIn(schema: unknown, found = new Set<string>()): string[] {
  if (typeof schema !== 'object' || schema === null) return [...found];
  for (const [key, value] of Object.entries(schema)) {
    if (isJsonObject(schema) && key.startsWith('x-')) found.add(key);
    else notesIn(value, found);
  }
  return [...found];
}
