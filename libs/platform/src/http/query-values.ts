import { parseTime, PlatformError } from '#contract';

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
 * A date or time (RFC 3339) in a query, in milliseconds since 1970.
 * @throws PlatformError `invalid-request`
 */
export function readTime(name: string, text: string): number {
  const time = parseTime(text);
  if (time !== null) return time;
  throw invalidParameter(name, 'expected a time such as 2026-01-31T00:00:00Z, or a day such as 2026-01-31');
}

/** @throws PlatformError `invalid-request` */
export function readSwitch(name: string, text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true' || text === '') return true;
  throw invalidParameter(name, 'expected true or false');
}
