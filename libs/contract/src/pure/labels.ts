import { isJsonObject } from './json';

/** What a client marks its jobs with, to find them by. */
export type Labels = Readonly<Record<string, string>>;

export const MAX_LABELS = 32;
/** Characters of a value. */
export const MAX_LABEL_LENGTH = 255;
const KEY = /^[A-Za-z0-9._/-]{1,63}$/;

export const EXPECTED_LABEL_KEY = 'a key of 1 to 63 letters, digits, dots, hyphens, underscores and slashes';
export const EXPECTED_LABEL_VALUE = `a string of at most ${MAX_LABEL_LENGTH} characters`;

export function isLabelKey(key: string): boolean {
  return KEY.test(key);
}

export function isLabelValue(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_LABEL_LENGTH;
}

/** Labels as they are searched for: `key:value`. A key has no colon. */
export function labelTexts(labels: Labels): string[] {
  return Object.entries(labels).map(([key, value]) => `${key}:${value}`);
}

/** Whether this is one label as it is searched for. */
export function isLabelText(text: string): boolean {
  const colon = text.indexOf(':');
  return colon > 0 && isLabelKey(text.slice(0, colon)) && isLabelValue(text.slice(colon + 1));
}

/** Labels that were written down; anything else is none. */
export function labelsIn(value: unknown): Labels {
  return isJsonObject(value) ? (value as Labels) : {};
}
