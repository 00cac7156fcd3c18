import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { OpenApi, Operation, Schema } from './documents';

export interface AppResponse {
  status: number;
  contentType: string | undefined;
  body: string;
}

/** Says what of a response is not as the app's own document says; null when all is. */
export class Expectations {
  private readonly ajv = addFormats(new Ajv2020({ strict: false, allErrors: false, validateFormats: true }));
  private readonly validators = new Map<Schema, ValidateFunction>();

  constructor(document: OpenApi) {
    this.ajv.addSchema({ $id: 'app', components: document.components });
  }

  /** @param asDocumented false where the request was not one of this operation's, such as another method */
  faultOf(operation: Operation, response: AppResponse, asDocumented: boolean): string | null {
    const { status } = response;
    // `If-None-Match: *` is a condition on any resource (RFC 9110, section 13.1.2).
    if (status === 304 && response.body === '') return null;
    if (status >= 500 && status !== 503 && !isOutcomeOfJob(response)) return `it responded with ${status}`;
    if (status >= 400 && !isProblem(response) && !isOutcomeOfJob(response)) return `${status} without a problem`;
    return asDocumented ? this.undocumented(operation, response) : null;
  }

  private undocumented({ responses }: Operation, { status, contentType, body }: AppResponse): string | null {
    const documented = responses[status] ?? responses[`${Math.floor(status / 100)}XX`];
    if (!documented) return `${status} is not documented`;
    const types = Object.keys(documented);
    if (types.length === 0) return body === '' ? null : `${status} has a body that is not documented`;
    const type = contentType?.split(';')[0] ?? '';
    if (!types.includes(type)) return `${status} came as ${type}, not ${types.join(' or ')}`;
    const schema = documented[type];
    return schema && type.endsWith('json') ? this.mismatch(schema, JSON.parse(body) as unknown) : null;
  }

  private mismatch(schema: Schema, value: unknown): string | null {
    let validate = this.validators.get(schema);
    if (!validate) {
      const text = JSON.stringify(schema).replaceAll('"#/components/', '"app#/components/');
      validate = this.ajv.compile(JSON.parse(text) as Schema);
      this.validators.set(schema, validate);
    }
    return validate(value) ? null : `the body is not as documented: ${this.ajv.errorsText(validate.errors)}`;
  }
}

/** How a job ended that was not a task of ours but of the caller's is no fault of job-control. */
function isOutcomeOfJob({ body }: AppResponse): boolean {
  return body.includes('"jobId":');
}

function isProblem({ status, contentType, body }: AppResponse): boolean {
  // Not even HTTP: Node responds to that by itself, without a body, and closes the connection.
  if (body === '') return [400, 408, 431].includes(status) || contentType === 'application/problem+json';
  if (contentType?.split(';')[0] !== 'application/problem+json') return false;
  const problem = JSON.parse(body) as Record<string, unknown>;
  return problem.status === status && typeof problem.code === 'string' && typeof problem.detail === 'string';
}
