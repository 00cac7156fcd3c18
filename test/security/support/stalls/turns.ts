import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PRELOAD = join(__dirname, 'measure-turns.cjs');
const MIB = 2 ** 20;

/** What the turns of an app's event loop took, told by the app itself: see measure-turns.cjs. */
export class Turns {
  private read = 0;
  private readonly file: string;

  constructor(directory: string, app: string) {
    this.file = join(directory, app);
  }

  static environment(directory: string): Record<string, string> {
    return { TURNS_DIR: directory, NODE_OPTIONS: `--require ${PRELOAD}` };
  }

  /** The longest turn since this was asked last, in milliseconds of CPU; 0 where none was long. */
  longest(): number {
    const text = readFileSync(this.file, 'latin1');
    const since = text.slice(this.read);
    this.read = text.length;
    return Math.max(0, ...numbersIn(since, 'turn'));
  }

  /** The most memory the process has had, in MiB. */
  get mostMemory(): number {
    return Math.max(...numbersIn(readFileSync(this.file, 'latin1'), 'memory')) / MIB;
  }
}

function numbersIn(text: string, kind: 'turn' | 'memory'): number[] {
  return Array.from(text.matchAll(new RegExp(`^${kind} (.+)$`, 'gm')), ([, number]) => Number(number));
}
