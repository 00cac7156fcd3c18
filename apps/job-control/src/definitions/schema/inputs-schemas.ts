import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type FieldFault, isJsonObject, type JsonObject } from '#contract';
import { schemaFaults } from '../rules/schema-faults';
import { loadCompiler, type SchemaCompiler, type ValidateFunction } from './ajv';
import { inTimeBox, TimeLimitExceeded } from './time-box';
import { asFaults } from './words';

/** An honest schema takes a few milliseconds; the event loop stands still for no longer than this. */
const COMPILE_MS = 1_000;
const CHECK_MS = 250;
/** Schemas that are kept compiled. */
const MOST_KEPT = 200;

export interface CheckedInputs {
  /** With the defaults of the schema; only to be used when there are no faults. */
  readonly value: JsonObject;
  readonly faults: readonly FieldFault[];
}

/** Checks schemas of inputs, and inputs by their schema. The schemas used last are kept compiled. */
@Injectable()
export class InputsSchemas {
  private readonly kept = new Map<string, ValidateFunction>();
  private compiler: Promise<SchemaCompiler> | null = null;

  /** What is wrong with a schema, with pointers below `/inputs`. */
  async faultsOf(schema: JsonObject): Promise<FieldFault[]> {
    const faults = schemaFaults(schema);
    if (faults.length > 0) return faults.map(({ pointer, message }) => ({ pointer: `/inputs${pointer}`, message }));
    const compiler = await this.loaded();
    try {
      const unlike = inTimeBox(COMPILE_MS, () => compiler.metaFaults(schema));
      if (unlike.length > 0) return asFaults(unlike, '/inputs');
      const validate = await this.compiled(schema);
      // One that refers to itself without end shows here.
      inTimeBox(CHECK_MS, () => validate({}));
      return [];
    } catch (error) {
      return [whyNot(error)];
    }
  }

  /** Faults have pointers below `/inputs`. */
  async check(schema: JsonObject, inputs: JsonObject): Promise<CheckedInputs> {
    const value = structuredClone(inputs);
    try {
      const validate = await this.compiled(schema);
      const isValid = inTimeBox(CHECK_MS, () => validate(value));
      return { value, faults: isValid ? [] : asFaults(validate.errors ?? [], '/inputs') };
    } catch (error) {
      if (!isOfSchema(error)) throw error;
      const message = `cannot be checked by the schema of the definition: ${error.message}`;
      return { value, faults: [{ pointer: '/inputs', message }] };
    }
  }

  private loaded(): Promise<SchemaCompiler> {
    return (this.compiler ??= loadCompiler());
  }

  private async compiled(schema: JsonObject): Promise<ValidateFunction> {
    const compiler = await this.loaded();
    const digest = createHash('sha256').update(JSON.stringify(schema)).digest('base64');
    const validate = this.kept.get(digest) ?? inTimeBox(COMPILE_MS, () => compiler.compile(schema, notesIn(schema)));
    this.kept.delete(digest);
    this.kept.set(digest, validate);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    return validate;
  }
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
