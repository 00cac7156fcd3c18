/** Characters of a text that a view shows. */
const MOST = 2_000;

/** A text as a view shows it: texts of services and people may have any length. */
export function brief<T extends string | null | undefined>(text: T, most?: number): T;
export function brief(text: string | null | undefined, most = MOST): string | null | undefined {
  if (text == null || text.length <= most) return text;
  return `${text.slice(0, most)}… (${text.length - most} more characters)`;
}
