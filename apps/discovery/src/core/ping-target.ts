import { type Registration } from './entry';

/** Where a service is pinged: its own address for that or, having named none, `/ping` under its base address. */
export function pingTarget({ url, pingUrl }: Registration): string {
  if (pingUrl !== undefined) return pingUrl;
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/+$/, '')}/ping`;
}

/** A service that named a ping address must answer 2xx there; of one that did not, any HTTP answer proves life. */
export function provesLife({ pingUrl }: Registration, status: number): boolean {
  return pingUrl === undefined || (status >= 200 && status < 300);
}
