import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  type Design,
  type FieldFault,
  formatPointer,
  isCommandName,
  isStandard,
  commandKindOf,
  missingCode,
  parseJson,
  readDesign,
} from '#contract';
import { ConfigError } from '#platform';
import type { CustomCommand } from '../custom/custom-command';
import { loadCommand } from '../custom/load-command';

export interface LoadedDesign {
  design: Design;
  /** The code of custom commands, by name. */
  code: ReadonlyMap<string, CustomCommand>;
  warnings: FieldFault[];
}

/** @throws ConfigError that lists all faults of the design, each with its pointer */
export function loadDesign(path: string): LoadedDesign {
  const file = resolve(path);
  const { design, faults, warnings } = readDesign(readJson(file));
  const { code, faults: codeFaults } = loadCode(design, join(dirname(file), 'commands'));
  const all = [...faults, ...codeFaults];
  if (all.length === 0) return { design, code, warnings };
  throw new ConfigError([`${file} is not a design that can run:`, ...all.map(line)].join('\n'));
}

function readJson(file: string): unknown {
  try {
    return parseJson(readFileSync(file));
  } catch (error) {
    throw new ConfigError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function loadCode(design: Design, directory: string) {
  const code = new Map<string, CustomCommand>();
  const faults: FieldFault[] = [];
  for (const name of [...design.commands.keys()].filter(isCommandName)) {
    const pointer = formatPointer(['commands', name]);
    try {
      const command = isStandard(name) ? undefined : loadCommand(directory, name);
      if (command) code.set(name, command);
      if (command && design.commands.get(name)?.sets)
        faults.push({ pointer: `${pointer}/sets`, message: `is not for a command with a file of its own` });
      if (!commandKindOf(name, design, command !== undefined))
        faults.push({ pointer, message: missingCode(name, design, directory) });
    } catch (error) {
      faults.push({ pointer, message: (error as Error).message });
    }
  }
  return { code, faults };
}

function line({ pointer, message }: FieldFault): string {
  return `  ${pointer || '(document)'}: ${message}`;
}
