import { getAt, isSecretReference, type JsonObject, setAt } from '#contract/pure';
import type { CallEffect } from '../../core/model/effects';
import { type Secrets, type SecretUse, SecretWithheld } from '../../ports/secrets.port';
import { JOB_CONTROL } from './secrets-file';

export interface Revealed {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The body and the headers as they are sent: with values where the author of the job named secrets, and only there. Content
 * of the state document or of a response is data, even if it looks like a reference.
 * @throws SecretWithheld
 */
export async function reveal(call: CallEffect, principal: string | null, secrets: Secrets): Promise<Revealed> {
  const { name: service } = call.target;
  const use = { service, principal };
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(call.headers)) {
    headers[name] = typeof value === 'string' ? value : await headerValue(value, use, secrets);
  }
  // An inner job resolves its references itself: its document is kept in a journal too.
  if (service === JOB_CONTROL) return { body: call.body, headers };
  let body = call.body;
  const copies = new Set<object>();
  for (const { path, name } of call.secrets) {
    if (!isStillThere(body, path, name)) {
      throw new SecretWithheld('secret-refused', `the reference to the secret "${name}" is not where it was written`);
    }
    body = setAt(body, path, await secrets.reveal(name, use), copies);
  }
  return { body, headers };
}

async function headerValue(
  { $secret, prefix = '' }: { readonly $secret: string; readonly prefix?: string },
  use: SecretUse,
  secrets: Secrets,
): Promise<string> {
  const value = await secrets.reveal($secret, use);
  if (/^[\t\x20-\x7e]+$/.test(value)) return prefix + value;
  throw new SecretWithheld('secret-unavailable', `the secret "${$secret}" does not fit into a header`);
}

function isStillThere(body: unknown, path: readonly string[], name: string): body is JsonObject {
  const found = getAt(body, path);
  return isSecretReference(found) && found.$secret === name;
}
