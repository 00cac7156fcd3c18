export type Tone = 'good' | 'bad' | 'busy' | 'odd' | 'quiet' | 'strong';

/** Puts a tone on a piece of text, or leaves it as it is where there are no colours. */
export type Paint = (tone: Tone, text: string) => string;

const CODES: Readonly<Record<Tone, readonly [number, number]>> = {
  good: [32, 39],
  bad: [31, 39],
  busy: [36, 39],
  odd: [33, 39],
  quiet: [2, 22],
  strong: [1, 22],
};

export const plain: Paint = (_tone, text) => text;

export const coloured: Paint = (tone, text) => {
  const [on, off] = CODES[tone];
  return text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`;
};

export function paintFor(screen: { isTTY?: boolean; hasColors?(): boolean }): Paint {
  return screen.isTTY === true && screen.hasColors?.() === true ? coloured : plain;
}
