/** What an older text has in place of a newer one: the same beginning and end, in characters, and what is between. */
export type TextDelta = readonly [start: number, end: number, between: string];

/** The delta from which, and from the newer text, the older text follows. */
export function deltaOf(older: string, newer: string): TextDelta {
  const shorter = Math.min(older.length, newer.length);
  const start = wholeCharacters(
    older,
    commonLength(shorter, (from, to) => older.slice(from, to) === newer.slice(from, to)),
  );
  const ofEnds = (text: string, from: number, to: number) => text.slice(text.length - to, text.length - from);
  const end = commonLength(shorter - start, (from, to) => ofEnds(older, from, to) === ofEnds(newer, from, to));
  const between = older.slice(start, older.length - end);
  // A delta is stored as UTF-8, which has no half characters.
  return isHalf(older, older.length - end)
    ? [start, end - 1, older.slice(start, older.length - end + 1)]
    : [start, end, between];
}

export function olderText(newer: string, [start, end, between]: TextDelta): string {
  return newer.slice(0, start) + between + newer.slice(newer.length - end);
}

/** The greatest length up to which all is equal; compares each part once, and large parts at a time. */
function commonLength(most: number, isEqual: (from: number, to: number) => boolean): number {
  let equal = 0;
  for (let unknown = most; unknown > 0;) {
    const part = Math.ceil(unknown / 2);
    if (isEqual(equal, equal + part)) {
      equal += part;
      unknown -= part;
    } else unknown = part - 1;
  }
  return equal;
}

/** Before the second half of a character, one less. */
function wholeCharacters(text: string, length: number): number {
  return isHalf(text, length) ? length - 1 : length;
}

/** Whether a character begins before this place and ends after it. */
function isHalf(text: string, place: number): boolean {
  return isBetween(text.charCodeAt(place - 1), 0xd800, 0xdbff) && isBetween(text.charCodeAt(place), 0xdc00, 0xdfff);
}

function isBetween(code: number, least: number, most: number): boolean {
  return code >= least && code <= most;
}
