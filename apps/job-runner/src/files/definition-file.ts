import type { DefinitionDocument } from '#contract';
import { isApiError } from '../failure/client-errors';
import { isObject, type JsonFile } from './json-file';

/** A definition holds a job document; no job document has such a member. */
export function isDefinition(value: unknown): boolean {
  return isObject(value) && 'job' in value && !('steps' in value);
}

/**
 * The faults that job-control finds, with their lines in the file.
 * @throws InvalidFile
 */
export async function inFile<T>(file: JsonFile, ask: (document: DefinitionDocument) => Promise<T>): Promise<T> {
  try {
    return await ask(file.value as DefinitionDocument);
  } catch (error) {
    if (isApiError(error) && error.status === 422 && error.errors.length > 0)
      throw file.invalid('a valid definition', error.errors);
    throw error;
  }
}
