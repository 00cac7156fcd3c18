import { UsageError } from '../failure/usage-error';

const UNITS_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const LATEST = 8.64e15;

/** A time for the platform: ISO 8601 unchanged, or `90s`, `15m`, `1h`, `2d`, `1w` ago. */
export function timeOf(flag: string, text: string, now = Date.now()): string {
  const [, count = '', unit = ''] = /^(\d+)([smhdw])$/.exec(text) ?? [];
  const ago = now - Number(count) * (UNITS_MS[unit] ?? 0);
  if (unit !== '' && Math.abs(ago) <= LATEST) return new Date(ago).toISOString();
  if (unit === '' && /^\d{4}-\d\d/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new UsageError(`${flag}: expected a time (ISO 8601) or how long ago (30m, 1h, 2d), not ${text}`);
}
