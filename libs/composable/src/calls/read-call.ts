import type { IncomingHttpHeaders } from 'node:http';
import { type Action, isCommandMessage, isJsonObject, type JsonObject, PlatformError } from '#contract';
import type { Call } from '../commands/call';

const MAX_ID_LENGTH = 512;

/** @throws PlatformError `invalid-request` when the body is no JSON object, or the ids are invalid */
export function readCall(action: Action, body: unknown, headers: IncomingHttpHeaders, signal: AbortSignal): Call {
  if (!isJsonObject(body)) {
    const errors = [{ pointer: '', message: 'expected a command message or any other JSON object' }];
    throw new PlatformError('invalid-request', 'The body must be a JSON object', { errors });
  }
  const message = isCommandMessage(body) ? body : undefined;
  const metadata = isJsonObject(message?.metadata) ? message.metadata : {};
  if (message?.id !== undefined) usableId(message.id, '/id');
  return {
    action,
    input: body,
    message,
    requestId: requestIdOf(body, message ? metadata : undefined, headers),
    settles: metadata.settles === true || headers.settles === 'true',
    correlationId: single(headers['correlation-id']),
    signal,
  };
}

function requestIdOf(
  body: JsonObject,
  metadata: JsonObject | undefined,
  headers: IncomingHttpHeaders,
): string | undefined {
  const given: [unknown, string][] = [
    [single(headers['idempotency-key']), 'the Idempotency-Key header'],
    [single(headers['request-id']), 'the request-id header'],
    metadata ? [metadata.requestId, '/metadata/requestId'] : [body.requestId, '/requestId'],
  ];
  const found = given.find(([id]) => id !== undefined && id !== null);
  return found && usableId(...found);
}

function usableId(id: unknown, where: string): string {
  if (typeof id === 'string' && id.length > 0 && id.length <= MAX_ID_LENGTH) return id;
  const message = `expected a string of 1 to ${MAX_ID_LENGTH} characters`;
  const errors = where.startsWith('/') ? [{ pointer: where, message }] : [];
  throw new PlatformError('invalid-request', `${where}: ${message}`, { errors });
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
