import { type ServiceRegistration } from './entry';

/** The ping address of a service: its own if it named one, else `/ping` under its base address. */
export function pingTarget({ url, pingUrl }: ServiceRegistration): string {
  if (pingUrl !== undefined) return pingUrl;
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/+$/, '')}/ping`;
}

/** A named ping address must respond 2xx; without one, any HTTP response proves that the service is up. */
export function isPingSuccess({ pingUrl }: ServiceRegistration, status: number): boolean {
  return pingUrl === undefined || (status >= 200 && status < 300);
}
