/** Whether two addresses are served by the same origin; loopback names on one port are one origin. */
export function isSameOrigin(a: URL, b: URL): boolean {
  if (a.protocol !== b.protocol || portOf(a) !== portOf(b)) return false;
  return a.hostname === b.hostname || (isLoopback(a.hostname) && isLoopback(b.hostname));
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}
