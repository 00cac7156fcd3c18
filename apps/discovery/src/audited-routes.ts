import type { Request } from 'express';
import { isJsonObject } from '#contract';
import type { AuditedRoute } from '#storage';

/** Changes of the registry. A renewal changes nothing but a time. */
export const discoveryAudit: readonly AuditedRoute[] = [
  {
    method: 'POST',
    path: /^\/(?<action>register|unregister)\/?$/i,
    kind: 'registration',
    subject: ({ body }: Request) => registrationIn(body),
  },
  {
    method: 'POST',
    path: /^\/(?<action>bind|unbind)\/?$/i,
    kind: 'registration',
    subject: ({ body }: Request) => (isJsonObject(body) ? (body.sourceRegistryID ?? body.bindingID) : null),
  },
  { method: 'DELETE', path: /^\/names\/(?<subject>[^/]+)\/?$/i, kind: 'registration', action: 'release-name' },
];

function registrationIn(body: unknown): unknown {
  return isJsonObject(body) ? (body.registryID ?? body.url ?? body.serviceURL) : null;
}
