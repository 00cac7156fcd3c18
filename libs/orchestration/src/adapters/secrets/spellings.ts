/**
 * The encodings of a value to look for in responses: as it is, in JSON, percent-encoded, in hexadecimal, or in
 * base64, of itself or as part of something longer (`user:password`).
 */
export function spellingsOf(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  const percent = encodeURIComponent(value);
  const spellings = [
    value,
    JSON.stringify(value).slice(1, -1),
    percent,
    percent.replaceAll('%20', '+'),
    percent.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...[0, 1, 2].flatMap((before) => {
      const core = base64Core(bytes, before);
      return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
    }),
  ];
  return [...new Set(spellings)];
}

/** The characters of base64 that depend on these bytes alone, when so many others (modulo three) stand before them. */
function base64Core(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replaceAll('=', '');
  const mixedStart = before === 0 ? 0 : before + 1;
  const isMixedEnd = (before + bytes.length) % 3 !== 0;
  return text.slice(mixedStart, isMixedEnd ? -1 : undefined);
}
