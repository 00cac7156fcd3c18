import { escapedLine } from '../render/paint';

/** Where output goes: a screen, a pipe or a file. */
export interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly rows?: number;
  readonly columns?: number;
  /** Honours NO_COLOR and FORCE_COLOR. */
  hasColors?(): boolean;
}

/** A command's view of its process. */
export interface Terminal {
  /** Files are named relative to it. */
  readonly cwd: string;
  /** Directory of the user's own files. */
  readonly configDir: string;
  readonly out: Screen;
  readonly err: Screen;
  /** Whether there is a user to ask. */
  readonly isInteractive: boolean;
  readInput(): Promise<Buffer>;
  /** Asks the user; without a terminal, returns `otherwise`. */
  ask(question: string, otherwise: string): Promise<string>;
  /** Aborted by Ctrl-C, from the first call on; until then Ctrl-C ends the process at once. */
  interruption(): AbortSignal;
  exitCode: number;
}

export const TERMINAL = Symbol('Terminal');

/** The only way to print to people: foreign text is escaped, colours are ours. */
export function print(screen: Screen, lines: readonly string[]): void {
  if (lines.length > 0) screen.write(`${lines.map(escapedLine).join('\n')}\n`);
}
