/** Whether two addresses share an origin; all loopback names with the same port count as one. */
export function isSameOrigin(a: URL, b: URL): boolean {
  if (a.protocol !== b.protocol || portOf(a) !== portOf(b)) return false;
  return a.hostname === b.hostname || (isLoopback(a.hostname) && isLoopback(b.hostname));
}

/** Also `127.0.0.1` as an IPv6 address, in the spelling of URLs. */
const LOOPBACK = /^(localhost|\[::1\]|127(\.\d{1,3}){3}|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/;

export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}

function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}
