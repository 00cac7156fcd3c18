import { isJsonObject, objectOf } from '#contract/pure';
import type { Answer, AnswerBody } from '../../core/task/answer';
import type { Secrets } from '../../ports/secrets.port';

type Redacting = Pick<Secrets, 'redact' | 'any'>;

/** A response without the secrets that the service may have sent back. */
export function redactAnswer(answer: Answer, secrets: Redacting): Answer {
  if (!secrets.any) return answer;
  if (answer.kind !== 'answered') return { ...answer, message: secrets.redact(answer.message) };
  return {
    ...answer,
    body: redactBody(answer.body, secrets),
    ...(answer.location !== undefined && { location: secrets.redact(answer.location) }),
  };
}

function redactBody(body: AnswerBody, secrets: Redacting): AnswerBody {
  switch (body.kind) {
    case 'empty':
      return body;
    case 'json':
      return { ...body, value: redactJson(body.value, secrets) };
    case 'raw':
      return { ...body, text: secrets.redact(body.text), contentType: secrets.redact(body.contentType) };
    case 'broken':
      // The parser's message quotes parts of the text, and part of a secret would not be recognised.
      return { ...body, message: 'the answer is not JSON' };
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
