import type { FieldFault } from '#contract';
import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InvalidFile, type FileFault } from '../failure/invalid-file';
import { UsageError } from '../failure/usage-error';
import type { Terminal } from '../terminal/terminal';
import { lineAt, lineOf } from './line-of';
import { syntaxFault } from './syntax-fault';
import { readYaml } from './yaml-text';

/** A JSON or YAML file, with the line numbers of its faults. */
export interface JsonFile {
  readonly name: string;
  readonly value: unknown;
  /** The error for invalid content. */
  invalid(expected: string, faults: readonly FieldFault[]): InvalidFile;
}

type LineOf = (pointer: string) => number | undefined;

/**
 * Reads a file named on the command line, as strictly as the platform reads a request; `-` is the standard input.
 * @throws InvalidFile also for what parsing would change: numbers, duplicate members, invalid UTF-8
 */
export async function readJsonFile(terminal: Terminal, name: string): Promise<JsonFile> {
  const bytes = withoutBom(await readBytes(terminal, name));
  if (/\.ya?ml$/i.test(name)) return readYamlFile(name, bytes);
  return readJson(name, bytes);
}

/** JSON of the command line, as strictly; `name` is that of the option. */
export function readJsonText(name: string, text: string): Promise<JsonFile> {
  return readJson(name, Buffer.from(text));
}

function readJson(name: string, bytes: Buffer): Promise<JsonFile> {
  const text = bytes.toString('utf8');
  checkSyntax(name, text);
  return toFile(name, bytes, (pointer) => lineOf(text, pointer));
}

export async function readJsonObject(terminal: Terminal, name: string): Promise<Record<string, unknown>> {
  const file = await readJsonFile(terminal, name);
  if (isObject(file.value)) return file.value;
  throw file.invalid('a JSON object', [{ pointer: '', message: 'expected an object in braces' }]);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function readYamlFile(name: string, bytes: Buffer): Promise<JsonFile> {
  if (!isUtf8(bytes)) throw new InvalidFile(name, 'YAML', [{ pointer: '', message: 'expected UTF-8' }]);
  const yaml = await readYaml(bytes.toString('utf8'));
  if (yaml.faults.length > 0) throw new InvalidFile(name, 'YAML that stands for JSON', yaml.faults);
  return toFile(name, Buffer.from(yaml.json), (pointer) => yaml.lineOf(pointer));
}

async function toFile(name: string, json: Buffer, lineOf: LineOf): Promise<JsonFile> {
  const { parseJson, PlatformError } = await import('#contract');
  const invalid = (expected: string, faults: readonly FieldFault[]) =>
    new InvalidFile(name, expected, inFileOrder(faults, lineOf));
  try {
    return { name, value: parseJson(json), invalid };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    throw invalid('taken as it is', error.details.errors ?? [{ pointer: '', message: error.message }]);
  }
}

function inFileOrder(faults: readonly FieldFault[], lineOf: LineOf): FileFault[] {
  const located = faults.map((fault) => ({ ...fault, line: lineOf(fault.pointer) }));
  return located.sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
}

export async function readBytes(terminal: Terminal, name: string): Promise<Buffer> {
  if (name === '-') return terminal.readInput();
  try {
    return await readFile(resolve(terminal.cwd, name));
  } catch (error) {
    throw new UsageError(`cannot read ${name}: ${reason(error as NodeJS.ErrnoException)}`);
  }
}

function withoutBom(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).equals(Buffer.from('\uFEFF')) ? bytes.subarray(3) : bytes;
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a directory';
  return message;
}

function checkSyntax(name: string, text: string): void {
  try {
    JSON.parse(text);
  } catch {
    const { offset, expected } = syntaxFault(text) ?? { offset: 0, expected: 'JSON' };
    throw new InvalidFile(name, 'JSON', [{ pointer: '', message: `expected ${expected}`, line: lineAt(text, offset) }]);
  }
}
