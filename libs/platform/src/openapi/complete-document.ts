import type { OpenAPIObject } from '@nestjs/swagger';
import { type ErrorCode, PlatformError } from '#contract';
import { type Problem, toProblem } from '../http/problem';
import { codeOf } from '../http/status-of';

type Paths = OpenAPIObject['paths'];
type Operation = NonNullable<Paths[string]['get']>;
type Response = Extract<Operation['responses'][string], { description: string }>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** What every call that takes a body may answer. */
const OF_BODIES: Readonly<Record<string, string>> = {
  400: 'It is not JSON, or not what this call takes; `errors` names every fault',
  413: 'The body is too large',
  415: 'The body is not JSON',
};

/** What every call may answer. */
const OF_ALL: Readonly<Record<string, string>> = {
  '4XX': 'Any other refusal',
  '5XX': 'Something went wrong on our side',
};

const CODES: Readonly<Record<string, ErrorCode>> = {
  406: 'not-acceptable',
  409: 'conflict',
  412: 'precondition-failed',
  422: 'unprocessable',
  503: 'unavailable',
};

/** Adds what is the same for all calls of the platform, so that no controller has to repeat it. */
export function completeDocument(document: OpenAPIObject): OpenAPIObject {
  // Nobody has to say who they are: access is a matter of where the platform listens.
  document.security = [];
  for (const [path, item] of Object.entries(document.paths)) {
    for (const operation of METHODS.flatMap((method) => item[method] ?? [])) completeOperation(path, operation);
  }
  document.paths = sorted(document.paths);
  document.components!.schemas = sorted(document.components?.schemas ?? {});
  return document;
}

function completeOperation(path: string, operation: Operation): void {
  const common = { ...(operation.requestBody ? OF_BODIES : {}), ...OF_ALL };
  const { responses } = operation;
  for (const [status, description] of Object.entries(common)) responses[status] ??= { description };
  for (const [status, response] of Object.entries(responses)) {
    if (/^[45]/.test(status) && response && 'description' in response) describeProblem(path, status, response);
  }
  operation.responses = sorted(responses);
}

function describeProblem(path: string, status: string, response: Response): void {
  const schema = { $ref: '#/components/schemas/Problem' };
  response.content ??= {
    'application/problem+json': status in OF_ALL ? { schema } : { schema, example: exampleOf(path, status, response) },
  };
}

function exampleOf(path: string, status: string, { description }: Response): Problem {
  return toProblem(new PlatformError(CODES[status] ?? codeOf(Number(status)), description), path);
}

function sorted<T>(members: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1)));
}
