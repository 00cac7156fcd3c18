import type { IncomingMessage } from 'node:http';
import type { Scope } from './scopes';

/** The authenticated caller and its scopes. */
export interface Principal {
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** Kept outside the request object, where nothing a client sends can be mistaken for it. */
const principals = new WeakMap<IncomingMessage, Principal>();

export function rememberPrincipal(request: IncomingMessage, principal: Principal): void {
  principals.set(request, principal);
}

/** The authenticated principal of this request; null with `AUTH=off`. */
export function principalOf(request: IncomingMessage): Principal | null {
  return principals.get(request) ?? null;
}

/** `admin` may do everything. */
export function hasAnyScope({ scopes }: Principal, wanted: readonly Scope[]): boolean {
  return scopes.has('admin') || wanted.some((scope) => scopes.has(scope));
}
