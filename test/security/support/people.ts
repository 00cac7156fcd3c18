import { makeApiKey } from '../../../libs/platform/src/auth/api-key';
import type { Scope } from '../../../libs/platform/src/auth/scopes';
import type { GuardedResponse, GuardedApp } from './guarded-apps';

const WORKS: Scope[] = ['jobs:read', 'jobs:write', 'state:read', 'state:write', 'services:read', 'services:register'];

const PEOPLE: Record<string, Scope[]> = {
  alice: WORKS,
  bob: WORKS,
  operator: ['jobs:operate'],
  auditor: ['audit:read'],
  root: ['admin'],
  'job-control': ['services:read', 'services:register', 'state:read', 'state:write', 'state:delegate'],
};

const made = Object.entries(PEOPLE).map(([name, scopes]) => makeApiKey({ id: name, principal: name, scopes }));

export const PEOPLES_KEYS = JSON.stringify(made.map(({ entry }) => entry));
export const keyOf = (name: string): string => made.find(({ entry }) => entry.principal === name)!.key;

export interface Said<T> extends Omit<GuardedResponse, 'text'> {
  readonly body: T;
}

/** A caller with credentials. */
export async function ask<T = Record<string, unknown>>(
  app: GuardedApp,
  who: string,
  route: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Said<T>> {
  const [method, path] = route.split(' ') as [string, string];
  const all = { authorization: `Bearer ${keyOf(who)}`, 'content-type': 'application/json', ...headers };
  const response = await app.ask(method, path, all, body === undefined ? undefined : JSON.stringify(body));
  return { ...response, body: (response.text === '' ? undefined : JSON.parse(response.text)) as T };
}
