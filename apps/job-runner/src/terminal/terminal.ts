import { shown } from '../render/paint';

/** Where output goes: a screen, a pipe or a file. */
export interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly rows?: number;
  readonly columns?: number;
  /** Honours NO_COLOR and FORCE_COLOR. */
  hasColors?(): boolean;
}

/** What a command sees of the process it runs in. */
export interface Terminal {
  /** Files are named relative to it. */
  readonly cwd: string;
  /** Where what belongs to this user is kept. */
  readonly configDir: string;
  readonly out: Screen;
  readonly err: Screen;
  readInput(): Promise<Buffer>;
  /** Asks whoever sits there; where nobody does, the answer is `otherwise`. */
  ask(question: string, otherwise: string): Promise<string>;
  /** Aborted by Ctrl-C, from the first call on; until then Ctrl-C ends the process at once. */
  interruption(): AbortSignal;
  exitCode: number;
}

export const TERMINAL = Symbol('Terminal');

/** The one way to a screen for what people read: text of others is escaped, colours are ours. */
export function print(screen: Screen, lines: readonly string[]): void {
  if (lines.length > 0) screen.write(`${lines.map(shown).join('\n')}\n`);
}
