import { escapeControls } from '#contract/pure';
import { randomUUID } from 'node:crypto';

export type Tone = 'good' | 'bad' | 'busy' | 'odd' | 'quiet' | 'strong';

/** Applies a tone to a text, or returns it unchanged without colours. */
export type Paint = (tone: Tone, text: string) => string;

const CODES: Readonly<Record<Tone, readonly [number, number]>> = {
  good: [32, 39],
  bad: [31, 39],
  busy: [36, 39],
  odd: [33, 39],
  quiet: [2, 22],
  strong: [1, 22],
};

/** A placeholder for an escape sequence until the line is printed. Random: foreign text cannot contain it. */
const MARK = `<${randomUUID()}:`;
const MARKED = new RegExp(`(${MARK}\\d+>)`);

export const plain: Paint = (_tone, text) => text;

export const coloured: Paint = (tone, text) => {
  const [on, off] = CODES[tone];
  return text === '' ? '' : `${MARK}${on}>${text}${MARK}${off}>`;
};

export function paintFor(screen: { isTTY?: boolean; hasColors?(): boolean }): Paint {
  return screen.isTTY === true && screen.hasColors?.() === true ? coloured : plain;
}

/** A line for the screen: invisible characters are escaped, except the colours of `Paint`. */
export function escapedLine(line: string): string {
  const parts = line.split(MARKED);
  return parts.map((part, index) => (index % 2 === 0 ? escapeControls(part) : sequence(part))).join('');
}

function sequence(mark: string): string {
  return `\u001b[${mark.slice(MARK.length, -1)}m`;
}
