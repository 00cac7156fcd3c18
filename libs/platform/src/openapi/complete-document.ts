import type { OpenAPIObject } from '@nestjs/swagger';
import { type ErrorCode, PlatformError } from '#contract';
import { type ProblemBody, toProblem } from '../http/problem';
import { errorCodeOf } from '../http/status-of';

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];
type Response = Extract<Operation['responses'][string], { description: string }>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Problems of every operation with a body. */
const OF_BODIES: Readonly<Record<string, string>> = {
  400: 'It is not JSON, or not what this call takes; `errors` names every fault',
  413: 'The body is too large',
  415: 'The body is not JSON',
};

/** Problems of every operation. */
const OF_ALL: Readonly<Record<string, string>> = {
  '4XX': 'Any other refusal',
  '5XX': 'Something went wrong on our side',
};

/** The description of a success response without one. */
const IN_GENERAL: Readonly<Record<string, string>> = {
  200: 'What was asked for',
  201: 'It was made',
  202: 'It is taken on, and safe on disk',
  204: 'It is done',
};

const CODES: Readonly<Record<string, ErrorCode>> = {
  403: 'address-refused',
  406: 'not-acceptable',
  409: 'conflict',
  410: 'retired',
  412: 'precondition-failed',
  422: 'unprocessable',
  503: 'unavailable',
  507: 'insufficient-storage',
};

/**
 * Adds what all operations of the platform have in common, so that no controller has to repeat it.
 * @param address of the app, for examples of problems
 */
export function completeDocument(document: OpenAPIObject, address: string): OpenAPIObject {
  // Operations without a scope are public.
  document.security = [];
  for (const [path, item] of Object.entries(document.paths)) {
    for (const operation of METHODS.flatMap((method) => item[method] ?? []))
      completeOperation(path, operation, address);
  }
  document.paths = sorted(document.paths);
  document.components!.schemas = sorted(document.components?.schemas ?? {});
  return document;
}

function completeOperation(path: string, operation: Operation, address: string): void {
  const common = { ...(operation.requestBody ? OF_BODIES : {}), ...OF_ALL };
  const { responses } = operation;
  for (const [status, description] of Object.entries(common)) responses[status] ??= { description };
  for (const [status, response] of Object.entries(responses)) {
    if (!response || !('description' in response)) continue;
    response.description ||= IN_GENERAL[status] ?? '';
    if (/^[45]/.test(status)) describeProblem(status, response, exampleOf(path, status, response, address));
  }
  operation.responses = sorted(responses);
  operation.parameters &&= operation.parameters.filter((parameter, _, all) => !isEcho(parameter, all));
}

/**
 * Nest describes headers that a method reads only by name. Those that are described by hand come with the same name in
 * other case; media types are described with the bodies.
 */
function isEcho(parameter: Parameter, all: readonly Parameter[]): boolean {
  if (!isHeader(parameter)) return false;
  const { name } = parameter;
  if (name === 'content-type') return true;
  return all.some((one) => isHeader(one) && one.name !== name && one.name.toLowerCase() === name);
}

function isHeader(parameter: Parameter): parameter is Extract<Parameter, { in: string }> {
  return 'in' in parameter && parameter.in === 'header';
}

function describeProblem(status: string, response: Response, example: ProblemBody): void {
  const schema = { $ref: '#/components/schemas/Problem' };
  response.content ??= {
    'application/problem+json': status in OF_ALL ? { schema } : { schema, example },
  };
}

function exampleOf(path: string, status: string, { description }: Response, address: string): ProblemBody {
  return toProblem(new PlatformError(CODES[status] ?? errorCodeOf(Number(status)), description), path, address);
}

function sorted<T>(members: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
}
