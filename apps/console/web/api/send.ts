export interface Fault {
  readonly pointer: string;
  readonly message: string;
}

/** What a response says in which the console, or an API, refuses a request (RFC 9457). */
export class RefusedRequest extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly faults: readonly Fault[] = [],
  ) {
    super(message);
  }
}

/** Requests of the console's own page carry this; pages of other origins cannot add it. */
export const PAGE_HEADER = { 'x-csp-console': '1' };

/**
 * Sends a request to the console itself, or below `/api` to one of the APIs.
 * @throws RefusedRequest when the response is an error
 */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, { ...init, headers: { ...PAGE_HEADER, ...init.headers } });
  if (response.ok) return response;
  throw await refusedRequestOf(response);
}

export async function refusedRequestOf(response: Response): Promise<RefusedRequest> {
  const problem = (await response.json().catch(() => ({}))) as { detail?: string; errors?: Fault[] };
  const detail = problem.detail ?? `${response.status} ${response.statusText}`;
  return new RefusedRequest(response.status, detail, problem.errors ?? []);
}
