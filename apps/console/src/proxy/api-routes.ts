export type Api = 'discovery' | 'state' | 'jobs';

/** What the page may request of each API: methods, and a path in which `*` is one segment. */
export const API_ROUTES: Readonly<Record<Api, readonly string[]>> = {
  discovery: ['GET /health', 'GET /services', 'GET /services/*', 'GET /find'],
  state: [
    'GET /health',
    'GET POST /state',
    'GET POST PATCH DELETE /state/*',
    'GET /state/*/versions',
    'GET /state/*/versions/*',
  ],
  jobs: [
    'GET /health',
    'GET POST /jobs',
    'POST /jobs/plan',
    'POST /jobs/validate',
    'POST /jobs/actions',
    'GET /jobs/actions/*',
    'GET /jobs/*',
    'GET /jobs/*/events',
    'GET /jobs/*/events/*',
    'GET /jobs/*/outcome',
    'GET /jobs/*/results/*/*',
    'GET /jobs/*/results/*/*/*',
    'GET /jobs/*/reversal',
    'GET POST /jobs/*/revert/plan',
    'GET /jobs/*/steps/*/tasks',
    ...['approve', 'cancel', 'continue', 'kill', 'pause', 'reject', 'rerun', 'revert'].map(
      (action) => `POST /jobs/*/${action}`,
    ),
    'POST /jobs/*/signals/*',
    'GET /definitions',
    'POST /definitions/validate',
    'GET PUT DELETE /definitions/*',
    'POST /definitions/*/jobs',
    'POST /definitions/*/plan',
    'GET /definitions/*/versions',
    'GET /definitions/*/versions/*',
  ],
};

interface Pattern {
  readonly methods: readonly string[];
  readonly path: RegExp;
}

const PATTERNS = new Map<string, readonly Pattern[]>(
  Object.entries(API_ROUTES).map(([api, routes]) => [api, routes.map(patternOf)]),
);

export interface ApiTarget {
  readonly api: Api;
  /** Without the query. */
  readonly path: string;
}

/** Which API a path below /api is for, and its path there; undefined where the page may not request it. */
export function targetOf(method: string, pathname: string): ApiTarget | undefined {
  const [, api = '', path = ''] = /^\/([a-z]+)(\/.*)$/s.exec(pathname) ?? [];
  if (hasDotSegment(path)) return undefined;
  const isListed = PATTERNS.get(api)?.some((one) => one.methods.includes(method) && one.path.test(path));
  return isListed ? { api: api as Api, path } : undefined;
}

/** A server in between could take such a path for another one. */
const hasDotSegment = (path: string): boolean => /(^|[/\\])(\.|%2e){1,2}($|[/\\])/i.test(path);

function patternOf(route: string): Pattern {
  const [path = '', ...methods] = route.split(' ').reverse();
  return { methods, path: new RegExp(`^${path.replaceAll('*', '[^/]+')}/?$`) };
}
