import type { HeaderFields } from './header-fields';

/**
 * The content coding of a response that came although none was requested; it is not decoded (a small one can expand to
 * gigabytes).
 */
export function contentCodingOf(headers: HeaderFields): string | null {
  const encoding = headers['content-encoding']?.trim().toLowerCase();
  return encoding === undefined || encoding === '' || encoding === 'identity' ? null : encoding;
}
