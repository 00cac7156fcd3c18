import { UsageError } from '../failure/usage-error';

export function wholeNumber(flag: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError(`${flag}: expected a number from 1, not ${text}`);
}
