import { isJsonObject, objectOf } from '#contract/pure';
import type { ServiceResponse, ResponseBody } from '../../core/model/service-response';
import type { Secrets } from '../../ports/secrets.port';

type Redacting = Pick<Secrets, 'redact' | 'any'>;

/** A response without the secrets that the service may have sent back. */
export function redactResponse(response: ServiceResponse, secrets: Redacting): ServiceResponse {
  if (!secrets.any) return response;
  if (response.kind !== 'responded') return { ...response, message: secrets.redact(response.message) };
  return {
    ...response,
    body: redactBody(response.body, secrets),
    ...(response.location !== undefined && { location: secrets.redact(response.location) }),
  };
}

function redactBody(body: ResponseBody, secrets: Redacting): ResponseBody {
  switch (body.kind) {
    case 'empty':
      return body;
    case 'json':
      return { ...body, value: redactJson(body.value, secrets) };
    case 'raw':
      return { ...body, text: secrets.redact(body.text), contentType: secrets.redact(body.contentType) };
    case 'broken':
      // The parser's message quotes parts of the text, and part of a secret would not be recognised.
      return { ...body, message: 'the response is not JSON' };
    case 'refused':
      return { ...body, message: secrets.redact(body.message) };
  }
}

/** Redacts every text, including names of members, and every number that is a secret of digits. */
export function redactJson(value: unknown, secrets: Redacting): unknown {
  if (!secrets.any) return value;
  if (typeof value === 'string') return secrets.redact(value);
  if (typeof value === 'number') return redactNumber(value, secrets);
  if (Array.isArray(value)) return value.map((item) => redactJson(item, secrets));
  if (!isJsonObject(value)) return value;
  return objectOf(Object.entries(value).map(([name, member]) => [secrets.redact(name), redactJson(member, secrets)]));
}

function redactNumber(value: number, secrets: Redacting): unknown {
  const text = String(value);
  const redacted = secrets.redact(text);
  return redacted === text ? value : redacted;
}
