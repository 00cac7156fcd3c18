import type { JobDocument } from '#contract';
import { type JsonFile, readJsonFile } from '../files/json-file';
import type { Terminal } from '../terminal/terminal';

/** Reads a job document and validates all of it, before any call. */
export async function loadJobFile(terminal: Terminal, name: string): Promise<JobDocument> {
  return jobIn(await readJsonFile(terminal, name));
}

/** @throws InvalidFile */
export async function jobIn(file: JsonFile): Promise<JobDocument> {
  const { validateJobDocument } = await import('#contract');
  const { faults } = validateJobDocument(file.value);
  if (faults.length > 0) throw file.invalid('a valid job document', faults);
  return file.value as JobDocument;
}
