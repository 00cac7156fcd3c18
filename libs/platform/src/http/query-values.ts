import { PlatformError } from '#contract';

const TIME = /^(\d{4})-(\d\d)-(\d\d)(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$/i;

/** @throws PlatformError `invalid-request` */
export function invalidParameter(name: string, message: string): PlatformError {
  return new PlatformError('invalid-request', `${name}: ${message}`, { errors: [{ pointer: `/${name}`, message }] });
}

/**
 * A whole number in a query or a header.
 * @throws PlatformError `invalid-request`
 */
export function readWhole(name: string, text: string, min: number, max: number): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  throw invalidParameter(name, `expected a whole number from ${min} to ${max}`);
}

/**
 * A date or time (RFC 3339) in a query, in milliseconds since 1970. JavaScript would accept dates that do not exist.
 * @throws PlatformError `invalid-request`
 */
export function readTime(name: string, text: string): number {
  const [, year, month, day] = TIME.exec(text) ?? [];
  const time = Date.parse(text);
  const isDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  if (isDay && Number(month) >= 1 && Number(month) <= 12 && !Number.isNaN(time)) return time;
  throw invalidParameter(name, 'expected a time such as 2026-01-31T00:00:00Z, or a day such as 2026-01-31');
}

/** @throws PlatformError `invalid-request` */
export function readSwitch(name: string, text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true' || text === '') return true;
  throw invalidParameter(name, 'expected true or false');
}
