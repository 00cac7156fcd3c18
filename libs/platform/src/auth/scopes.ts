/** What a caller may be allowed to do. docs/authentication.md lists the operations of each. */
export const SCOPES = [
  'jobs:read',
  'jobs:write',
  'jobs:operate',
  'definitions:write',
  'state:read',
  'state:write',
  'state:delegate',
  'services:register',
  'services:read',
  'services:call',
  'audit:read',
  'admin',
] as const;

export type Scope = (typeof SCOPES)[number];

export function isScope(value: unknown): value is Scope {
  return SCOPES.some((scope) => scope === value);
}
