import type { TaskDto } from '../dto/job/task.dto';
import type { FieldFault } from '../errors/field-fault';
import { isJsonObject } from '../pure/json';
import { isSecretName } from '../pure/secret-reference';
import { faultAt, type Path } from './faults';

const MAX_HEADERS = 32;
const MAX_LENGTH = 8_192;

/** RFC 9110, section 5.6.2. */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** RFC 9110, section 5.5, ASCII only: recipients disagree on the encoding of other characters. */
const VALUE = /^[\t\x20-\x7e]*$/;

/** Headers of the connection, the message framing or the identity of the call: job-control sets them. */
const RESERVED: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-digest',
  'content-encoding',
  'content-length',
  'content-type',
  'correlation-id',
  'expect',
  'forwarded',
  'host',
  'idempotency-key',
  'keep-alive',
  'request-id',
  'settles',
  'signature',
  'signature-agent',
  'signature-input',
  'te',
  'traceparent',
  'tracestate',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-real-ip',
]);
const RESERVED_PREFIXES = ['proxy-', 'sec-', 'x-forwarded-'];

/** Credentials must not be part of a document that is stored. */
const SECRET: ReadonlySet<string> = new Set(['authorization', 'cookie']);

/** Checks a task's `headers`. */
export function headerFaults({ headers, of }: Pick<TaskDto, 'headers' | 'of'>, path: Path): FieldFault[] {
  if (headers === undefined || !isJsonObject(headers)) return [];
  const at = [...path, 'headers'];
  if (of !== undefined) return [faultAt(at, 'expected none: with `of`, the headers of that task are sent')];
  const names = Object.keys(headers);
  if (names.length > MAX_HEADERS) return [faultAt(at, `expected at most ${MAX_HEADERS} headers`)];
  const seen = new Set<string>();
  return names.flatMap((name) => {
    const lower = name.toLowerCase();
    const wrong = nameFault(lower, seen) ?? valueFault(lower, headers[name]);
    seen.add(lower);
    return wrong === null ? [] : [faultAt([...at, name], wrong)];
  });
}

function nameFault(name: string, seen: ReadonlySet<string>): string | null {
  if (!NAME.test(name)) return 'expected the name of a header field (RFC 9110, section 5.1)';
  if (RESERVED.has(name) || RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix))) {
    return 'expected another header: this one is set by job-control';
  }
  return seen.has(name) ? 'expected once: names of headers are the same in upper and lower case' : null;
}

function valueFault(name: string, value: unknown): string | null {
  if (typeof value === 'string') {
    if (SECRET.has(name)) return 'expected {"$secret": "<name>"}: what stands in a job document is kept in its record';
    const fits = VALUE.test(value) && value.length <= MAX_LENGTH;
    return fits ? null : `expected at most ${MAX_LENGTH} characters of printable ASCII`;
  }
  return isSecretHeader(value) ? null : 'expected a string, or {"$secret": "<name>", "prefix"?: "Bearer "}';
}

function isSecretHeader(value: unknown): boolean {
  if (!isJsonObject(value) || !isSecretName(value.$secret)) return false;
  const { prefix = '' } = value;
  const known = Object.keys(value).every((key) => key === '$secret' || key === 'prefix');
  return known && typeof prefix === 'string' && VALUE.test(prefix) && prefix.length <= MAX_LENGTH;
}
