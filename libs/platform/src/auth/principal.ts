import type { IncomingMessage } from 'node:http';
import type { Scope } from './scopes';

/** Who is calling, and what they may do. */
export interface Principal {
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** Kept beside the request, where nothing a caller sends can be mistaken for it. */
const principals = new WeakMap<IncomingMessage, Principal>();

export function rememberPrincipal(request: IncomingMessage, principal: Principal): void {
  principals.set(request, principal);
}

/** Who sent this request, as far as it was proven; null with `AUTH=off`, when nobody is asked. */
export function principalOf(request: IncomingMessage): Principal | null {
  return principals.get(request) ?? null;
}

/** `admin` may do everything. */
export function mayAny({ scopes }: Principal, wanted: readonly Scope[]): boolean {
  return scopes.has('admin') || wanted.some((scope) => scopes.has(scope));
}
