import createClient, { type Middleware } from 'openapi-fetch';
import { type components as DiscoveryComponents, type paths as DiscoveryPaths } from './generated/discovery';
import { type components, type paths as JobControlPaths } from './generated/job-control';
import { type components as SharedStateComponents, type paths as SharedStatePaths } from './generated/shared-state';
import { PAGE_HEADER, refusedRequestOf } from './send';

/** A response that is an error is thrown, so that what comes back is what was asked for. */
const refusals: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await refusedRequestOf(response);
  },
};

function clientOf<Paths extends object>(baseUrl: string) {
  const client = createClient<Paths>({ baseUrl, headers: PAGE_HEADER });
  client.use(refusals);
  return client;
}

export const discovery = clientOf<DiscoveryPaths>('/api/discovery');
export const jobControl = clientOf<JobControlPaths>('/api/jobs');
export const sharedState = clientOf<SharedStatePaths>('/api/state');

type Schemas = components['schemas'] & DiscoveryComponents['schemas'] & SharedStateComponents['schemas'];

/** What an API sends or takes, by the name that its OpenAPI document gives it. */
export type ApiShape<Name extends keyof Schemas> = Schemas[Name];

/** The body of a response that was no error. */
export async function bodyOf<T>(request: Promise<{ data?: T }>): Promise<T> {
  return (await request).data as T;
}

export interface ListPage<T> {
  readonly items: readonly T[];
  /** Where the next page begins; absent on the last one. */
  readonly next?: string;
}

export async function pageOf<T>(request: Promise<{ data?: T[]; response: Response }>): Promise<ListPage<T>> {
  const { data = [], response } = await request;
  const address = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  const next = address && new URL(address, location.origin).searchParams.get('cursor');
  return { items: data, next: next ?? undefined };
}
