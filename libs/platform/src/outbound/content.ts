import type { Fields } from './fields';

/** How an answer is packed although nobody asked for it; it is not unpacked (a small one can unfold to gigabytes). */
export function packedAs(headers: Fields): string | null {
  const encoding = headers['content-encoding']?.trim().toLowerCase();
  return encoding === undefined || encoding === '' || encoding === 'identity' ? null : encoding;
}
