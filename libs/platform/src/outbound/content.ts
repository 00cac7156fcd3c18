import type { IncomingHttpHeaders } from 'node:http';

/** How an answer is packed although nobody asked for it; it is not unpacked (a small one can unfold to gigabytes). */
export function packedAs(headers: IncomingHttpHeaders): string | null {
  const encoding = headers['content-encoding']?.trim().toLowerCase();
  return encoding === undefined || encoding === '' || encoding === 'identity' ? null : encoding;
}
