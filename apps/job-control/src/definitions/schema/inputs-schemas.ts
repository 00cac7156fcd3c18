import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type FieldFault, type JsonObject, parsingResponse, PlatformError } from '#contract';
import { isOutOfMemory, readInTurns, WorkerThread } from '#platform';
import { type SchemaChecked, SchemaChecks, type SchemaOrder } from './schema-checks';

const SCRIPT = join(__dirname, 'schema-worker.js');
/** Ajv, 200 compiled schemas, and an input of 1 MiB. */
const MAX_HEAP_MIB = 256;
/** A regular expression may take its quarter of a second each time. */
const MOST_WAITING = 64;
const RETRY_AFTER_MS = 1_000;

export interface CheckedInputs {
  /** With the defaults of the schema; only to be used when there are no faults. */
  readonly value: JsonObject;
  readonly faults: readonly FieldFault[];
}

/**
 * Checks schemas of inputs, and inputs by their schema, in a thread of its own: a schema of 64 KiB takes a second to compile,
 * and a regular expression as long as it is given.
 */
@Injectable()
export class InputsSchemas implements OnApplicationShutdown {
  private readonly thread = new WorkerThread<SchemaOrder, SchemaChecked>(SCRIPT, MAX_HEAP_MIB);
  private readonly checks = new SchemaChecks();
  private waiting = 0;

  /** What is wrong with a schema, with pointers below `/inputs`. */
  async faultsOf(schema: JsonObject): Promise<readonly FieldFault[]> {
    const { faults } = await this.perform({ schema: JSON.stringify(schema) });
    return faults;
  }

  /** Faults have pointers below `/inputs`. */
  async check(schema: JsonObject, inputs: JsonObject): Promise<CheckedInputs> {
    const order = { schema: JSON.stringify(schema), inputs: JSON.stringify(inputs) };
    const { faults, value } = await this.perform(order);
    // Most starts lack nothing that has a default.
    if (value === undefined || value === order.inputs) return { value: inputs, faults };
    return { value: (await readInTurns(Buffer.from(value), parsingResponse)) as JsonObject, faults };
  }

  onApplicationShutdown(): Promise<void> {
    return this.thread.stop();
  }

  /** @throws PlatformError `overloaded` */
  private async perform(order: SchemaOrder): Promise<SchemaChecked> {
    if (this.waiting >= MOST_WAITING) {
      const message = 'Too many inputs wait to be checked by their schemas; try again soon';
      throw new PlatformError('overloaded', message, { retryAfterMs: RETRY_AFTER_MS });
    }
    this.waiting += 1;
    try {
      // Tests run the TypeScript sources, which a worker thread cannot load.
      return await (existsSync(SCRIPT) ? this.thread.perform(order) : this.checks.perform(order));
    } catch (error) {
      if (!isOutOfMemory(error)) throw error;
      return { faults: [{ pointer: '/inputs', message: 'takes more memory to check than there is for one' }] };
    } finally {
      this.waiting -= 1;
    }
  }
}
