import type { FieldFault } from '#contract';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidFile, type FileFault } from '../failure/invalid-file';
import { UsageError } from '../failure/usage-error';
import type { Terminal } from '../terminal/terminal';
import { lineAt, lineOf } from './line-of';
import { syntaxFault } from './syntax-fault';

/** A JSON file that was read, able to say on which lines its faults are. */
export interface JsonFile {
  readonly name: string;
  readonly value: unknown;
  /** What to throw when the content is not what it should be. */
  invalid(expected: string, faults: readonly FieldFault[]): InvalidFile;
}

/** Reads a file named on the command line; `-` is the standard input. */
export async function readJsonFile(terminal: Terminal, name: string): Promise<JsonFile> {
  const text = await readText(terminal, name);
  return {
    name,
    value: parse(name, text),
    invalid: (expected, faults) => new InvalidFile(name, expected, inFileOrder(text, faults)),
  };
}

function inFileOrder(text: string, faults: readonly FieldFault[]): FileFault[] {
  const located = faults.map((fault) => ({ ...fault, line: lineOf(text, fault.pointer) }));
  return located.sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
}

export async function readJsonObject(terminal: Terminal, name: string): Promise<Record<string, unknown>> {
  const file = await readJsonFile(terminal, name);
  if (isObject(file.value)) return file.value;
  throw file.invalid('a JSON object', [{ pointer: '', message: 'expected an object in braces' }]);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function readText(terminal: Terminal, name: string): Promise<string> {
  if (name === '-') return terminal.readInput();
  try {
    return (await readFile(resolve(terminal.cwd, name), 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UsageError(`cannot read ${name}: ${reason(error as NodeJS.ErrnoException)}`);
  }
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a directory';
  return message;
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { offset, expected } = syntaxFault(text) ?? { offset: 0, expected: 'JSON' };
    throw new InvalidFile(name, 'JSON', [{ pointer: '', message: `expected ${expected}`, line: lineAt(text, offset) }]);
  }
}
