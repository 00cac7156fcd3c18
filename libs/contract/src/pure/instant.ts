const TIME = /^(\d{4})-(\d\d)-(\d\d)(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$/i;

/**
 * A time with its zone, or a day (RFC 3339), in milliseconds since 1970; null if it is neither. JavaScript would accept
 * dates that do not exist.
 */
export function parseTime(text: string): number | null {
  const [, year, month, day] = TIME.exec(text) ?? [];
  const time = Date.parse(text);
  const isDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  return isDay && Number(month) >= 1 && Number(month) <= 12 && !Number.isNaN(time) ? time : null;
}

/** The same without days: a time with its zone. */
export function parseInstant(text: unknown): number | null {
  return typeof text === 'string' && /t/i.test(text) ? parseTime(text) : null;
}
