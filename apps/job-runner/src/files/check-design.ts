import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Design, FieldFault } from '#contract';
import type { Terminal } from '../terminal/terminal';
import { isObject, type JsonFile } from './json-file';

/** A design describes a resource; no job has such a member. */
export function isDesign(value: unknown): boolean {
  return isObject(value) && ('resourceSchema' in value || 'resourceType' in value);
}

/**
 * The checks of engine-service at its start, except that command files are looked for and not loaded.
 * @returns warnings
 * @throws InvalidFile
 */
export async function checkDesign(terminal: Terminal, file: JsonFile): Promise<FieldFault[]> {
  const { readDesign } = await import('#contract');
  const { design, faults, warnings } = readDesign(file.value);
  const directory = join(file.name === '-' ? '.' : dirname(file.name), 'commands');
  const all = [...faults, ...(await codeFaults(design, directory, resolve(terminal.cwd, directory)))];
  if (all.length > 0) throw file.invalid('a design that can run', all);
  return warnings;
}

async function codeFaults(design: Design, shown: string, directory: string): Promise<FieldFault[]> {
  const { formatPointer, isCommandName, commandKindOf, missingCode } = await import('#contract');
  const files = await readdir(directory).catch((): string[] => []);
  const hasCode = (name: string) => ['.js', '.cjs', '.mjs'].some((extension) => files.includes(name + extension));
  return [...design.commands.keys()]
    .filter((name) => isCommandName(name) && !commandKindOf(name, design, hasCode(name)))
    .map((name) => ({ pointer: formatPointer(['commands', name]), message: missingCode(name, design, shown) }));
}
